"""Whether a folder is one that other computers write to: kept in step, or on a network drive."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

# Folder names that a service gives its own folder, by the name without what it may append.
_NAMES = {
    "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive",
    "googledrive": "Google Drive", "nextcloud": "Nextcloud", "owncloud": "ownCloud",
    "icloud drive": "iCloud Drive", "iclouddrive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive", "mobile documents": "iCloud Drive",
    "pclouddrive": "pCloud", "pcloud drive": "pCloud", "megasync": "MEGA", "mega": "MEGA",
    "synologydrive": "Synology Drive", "proton drive": "Proton Drive", "seafile": "Seafile",
    "box sync": "Box", "tresorit": "Tresorit", "resilio sync": "Resilio Sync",
}  # fmt: skip
_APPENDED = re.compile(r"^(.+?)(?: \(.+\)| - .+|-.+)$")
# What a service puts into the top of its folder.
_MARKS = {
    # Not `.dropbox`: that is also where its program keeps its settings, in the person's own folder.
    ".stfolder": "Syncthing", ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive", ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "ownCloud",
    ".synologyworkingdirectory": "Synology Drive", ".seafile-data": "Seafile",
    "seafile-ignore.txt": "Seafile", ".megaignore": "MEGA",
}  # fmt: skip
_MARK_PATTERNS = (
    (re.compile(r"\._?sync_[0-9a-f]+\.db"), "Nextcloud"),
    (re.compile(r"\.849c9593-d756-4e56-8d6e-42412f2a707b"), "OneDrive"),
)
# Windows shows a folder with the picture that its own `desktop.ini` names: a service's program.
_PICTURES = (
    ("onedrive", "OneDrive"), ("dropbox", "Dropbox"), ("googledrivefs", "Google Drive"),
    ("nextcloud", "Nextcloud"), ("owncloud", "ownCloud"), ("icloud", "iCloud Drive"),
)  # fmt: skip
# Kinds of file system whose files lie on another computer, or on the host of a virtual one.
_FAR = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs ncpfs afs afpfs coda 9p ceph glusterfs lustre beegfs gpfs"
    " davfs webdav ftpfs sshfs virtiofs vboxsf vmhgfs prl_fs remote".split()
)
_FAR_FUSE = frozenset(
    "sshfs rclone davfs davfs2 gvfsd-fuse kio-fuse glusterfs ceph s3fs goofys curlftpfs smbnetfs"
    " onedriver google-drive-ocamlfuse vmhgfs-fuse juicefs moosefs".split()
)
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A drive: where it begins and of which kind it is, as the system calls it."""

    point: PurePath
    kind: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Why a place is written to by others: the service that keeps it in step, or the drive."""

    service: str = ""
    drive: str = ""

    @property
    def message(self) -> str:
        if self.service:
            return f"This portfolio lies in a folder that {self.service} copies to other places."
        return f"This portfolio lies on a drive of another computer ({self.drive})."

    @property
    def hint(self) -> str:
        danger = (
            "A copy taken halfway can be damaged, and two computers that change it lose changes."
            if self.service
            else "A connection that breaks, or a second computer, can lose changes or damage it."
        )
        return (
            f"{danger} Move it to a folder of this computer alone, or work on a copy. Backups are"
            " made on this computer."
        )


class Disk(Protocol):
    """What is asked of the disk."""

    def names(self, folder: PurePath) -> Iterable[str]:
        """What lies in a folder; nothing where that can't be read."""
        ...

    def text(self, file: PurePath) -> str:
        """The beginning of a small file; blank where it can't be read."""
        ...


def shared(
    file: PurePath, mounts: Iterable[Mount], disk: Disk, roots: Mapping[PurePath, str]
) -> Shared | None:
    """Whether others write to the place of a file, by its whole name without links.

    `roots` are folders that the system itself names as those of a service.
    """
    for folder in file.parents:
        service = roots.get(folder) or _of_name(folder.name) or _of_marks(folder, disk)
        if service:
            return Shared(service=service)
    kind = "remote" if is_far(str(file)) else _kind(file, mounts)
    if kind in _FAR or (kind.startswith("fuse.") and kind.removeprefix("fuse.") in _FAR_FUSE):
        return Shared(drive="a network drive" if kind == "remote" else kind.removeprefix("fuse."))
    return None


def is_far(name: str) -> bool:
    r"""Whether a name leads to another computer (\\server\share): only looking would connect."""
    return name.replace("/", "\\").startswith("\\\\")


def mounts_from(table: str, kind: type[PurePath]) -> tuple[Mount, ...]:
    """The drives of Linux's table: device, place and kind in each line, blanks as \\040."""
    parts = [line.split(" ") for line in table.splitlines()]
    return tuple(Mount(kind(_plain(one[1])), one[2]) for one in parts if len(one) > 2)


def _kind(file: PurePath, mounts: Iterable[Mount]) -> str:
    """The kind of the drive that a file is on; of two at one place the later one covers."""
    best = Mount(PurePath(), "")
    for mount in mounts:
        inside = file.is_relative_to(mount.point)
        if inside and len(mount.point.parts) >= len(best.point.parts):
            best = mount
    return best.kind.casefold()


def _of_name(name: str) -> str:
    name = name.casefold()
    appended = _APPENDED.match(name)
    return _NAMES.get(name) or (_NAMES.get(appended[1], "") if appended else "")


def _of_marks(folder: PurePath, disk: Disk) -> str:
    for name in disk.names(folder):
        low = name.casefold()
        if low in _MARKS:
            return _MARKS[low]
        for pattern, service in _MARK_PATTERNS:
            if pattern.fullmatch(low):
                return service
        if low == "desktop.ini":
            text = disk.text(folder / name).casefold()
            for word, service in _PICTURES:
                if word in text:
                    return service
    return ""


def _plain(word: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), word)
