"""Files and what is said of them: clips, exports, the film, captions, the manifest."""
