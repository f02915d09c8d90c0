"""What reading a zip raises where it is damaged; loaded only where one is opened."""

import struct
import zipfile
import zlib

# Found by spoiling bytes: headers give the first, parts the others, names and lengths the last.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, LookupError, struct.error,
)  # fmt: skip
