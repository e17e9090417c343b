"""Who is severe and who lenient, on work of the same quality."""
