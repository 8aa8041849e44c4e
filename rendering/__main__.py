"""`python -m rendering`; all but empty, since every process that is started runs this file again."""

if __name__ == "__main__":
    import sys

    from rendering.ahead import guess

    guess(sys.argv[1:])

    from rendering.cli import main

    main()
