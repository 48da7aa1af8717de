"""Build time: one zip of sources out of the wheels and the guest's own modules.

A package with a native library cannot be imported from a zip, so it lies in
/native while the image is made.
"""

import pathlib
import sys
import zipfile

NATIVE = pathlib.Path("/native")
native_paths = []


def is_needed(name):
    return ".dist-info/" not in name or name.endswith(("METADATA", "entry_points.txt"))


with zipfile.ZipFile("/site.zip", "w", zipfile.ZIP_DEFLATED) as site:
    for wheel_path in sorted(pathlib.Path("/wheels").iterdir()):
        with zipfile.ZipFile(wheel_path) as wheel:
            libraries = [name for name in wheel.namelist() if name.endswith(".so")]
            native_packages = {name.split("/")[0] for name in libraries}
            native_paths += [f"{NATIVE}/{name}" for name in libraries]
            for name in filter(is_needed, wheel.namelist()):
                if name.split("/")[0] in native_packages:
                    wheel.extract(name, NATIVE)
                else:
                    site.writestr(name, wheel.read(name))
    for path in sorted(pathlib.Path("/guest").rglob("*.py")):
        site.write(path, path.relative_to("/guest"))

sys.path[:0] = ["/site.zip", str(NATIVE)]
