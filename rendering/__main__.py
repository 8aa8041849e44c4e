"""`python -m rendering`; all but empty, since every process that is started runs this file again."""

if __name__ == "__main__":
    from rendering.cli.program import main

    main()
