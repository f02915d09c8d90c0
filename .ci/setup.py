"""Sets up .venv and the system libraries that Qt needs; says in one sentence what it cannot do.

    setup.py             packages into .venv, then the libraries that every use of Qt needs
    setup.py --window    the libraries that a window on this display needs as well

The Makefile calls it. It needs nothing but a Python and must be readable by an old one.
"""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
CANDIDATES = ["python3.13", "python3.12", "python3.11"]

# What each binary of the Qt wheels is linked to, read with ldd; everything else comes with these.
ALWAYS = ["QtWidgets.abi3.so", "QtPdfWidgets.abi3.so", "QtSvg.abi3.so", "QtPrintSupport.abi3.so"]
ALWAYS += ["Qt/plugins/platforms/libqoffscreen.so"]
X11 = "Qt/plugins/platforms/libqxcb.so"
WAYLAND = "Qt/plugins/platforms/libqwayland.so"
DEBIAN_PACKAGE = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def main():
    """Set up what the arguments ask for; exit 1 with a sentence when that cannot be done."""
    if sys.version_info < OLDEST:
        start_again_with_a_newer_python()
    if "--window" not in sys.argv:
        make_venv()
        install_packages()
    install_libraries(for_window="--window" in sys.argv)


def start_again_with_a_newer_python():
    """Hand over to the first Python on the path that is new enough."""
    wanted = "import sys; sys.exit(sys.version_info < (3, 11))"
    for name in CANDIDATES:
        found = shutil.which(name)
        if found and subprocess.call([found, "-c", wanted], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])
    stop(
        "Alliance Desk needs Python 3.11 or later and this is {}.{}: install one, or name it with "
        "`make PYTHON=/path/to/python3.12 run`.".format(*sys.version_info[:2])
    )


def make_venv():
    """Make .venv unless there is one whose Python runs and is new enough."""
    python = VENV / "bin" / "python"
    wanted = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if python.exists() and subprocess.call([python, "-c", wanted], stderr=subprocess.DEVNULL) == 0:
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        apt_install([package], "This Python cannot make virtual environments")
    run([sys.executable, "-m", "venv", "--clear", VENV], "The virtual environment was not made")


def install_packages():
    """Install the pinned packages and, as a link to this folder, the product itself."""
    say("Installing the packages into .venv (the first time a few minutes) ...")
    pip = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet"]
    pip += ["--disable-pip-version-check", "--constraint", "constraints.txt"]
    failed = "The packages were not installed (see above; is the package index within reach?)"
    run([*pip, "hatchling"], failed)
    run([*pip, "--no-build-isolation", "--editable", ".[dev]"], failed)


def install_libraries(for_window):
    """Install or name the system libraries that are missing; Linux only, elsewhere Qt has them."""
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return
    needed = list(ALWAYS)
    if can_install() or (for_window and os.environ.get("DISPLAY")):
        needed.append(X11)
    if can_install() or (for_window and not os.environ.get("DISPLAY")):
        needed.append(WAYLAND)
    missing = missing_libraries(ldd(needed))
    if not missing:
        return
    packages = sorted({DEBIAN_PACKAGE[name] for name in missing if name in DEBIAN_PACKAGE})
    if not packages or not shutil.which("apt-get"):
        stop(
            "Qt needs system libraries that are missing: {}; install the packages of this system "
            "that hold them.".format(", ".join(missing))
        )
    apt_install(packages, "Qt needs system libraries that are missing ({})".format(missing[0]))
    still = missing_libraries(ldd(needed))
    if still:
        stop("Qt still misses {} after the installation.".format(", ".join(still)))


def ldd(binaries):
    """What ldd says about those files of the Qt packages."""
    qt = glob.glob(str(VENV / "lib" / "python3*" / "site-packages" / "PySide6"))[0]
    paths = [path for path in (os.path.join(qt, name) for name in binaries) if os.path.exists(path)]
    return subprocess.run(["ldd", *paths], capture_output=True, text=True, check=False).stdout


def missing_libraries(ldd_output):
    """Names of the libraries that were not found, sorted, each once."""
    lines = (line.split("=>") for line in ldd_output.splitlines() if "=> not found" in line)
    return sorted({parts[0].strip() for parts in lines})


def can_install():
    """Whether packages of the system may be installed without asking."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_install(packages, why):
    """Install them as root on Debian and its kin; otherwise stop and name the command."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not can_install():
        stop(why + ": run `sudo " + " ".join(install) + "`, then this again.")
    say(why + ": installing " + " ".join(packages) + " ...")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # An old package list still names what is there; only the installation decides.
    subprocess.call(["apt-get", "-qq", "update"], env=quiet, stdout=subprocess.DEVNULL)
    done = subprocess.run([*install, "-qq"], env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        stop(done.stdout + done.stderr + why + ": `" + " ".join(install) + "` failed.")


def run(command, failed):
    """Run it in the project folder; stop with the sentence when it fails."""
    if subprocess.call([str(part) for part in command], cwd=str(ROOT)):
        stop(failed + ".")


def say(sentence):
    """Print at once, so that a long step is announced before it starts."""
    print(sentence, flush=True)


def stop(sentence):
    """End with exit code 1 and a sentence on standard error."""
    sys.exit(sentence)


if __name__ == "__main__":
    main()
