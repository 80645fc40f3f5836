"""What a server needs, as files for its administrator."""

import os
from collections.abc import Mapping

from dutydesk.config.ssh_keys import PublicKey
from dutydesk.ssh.install_script import install_script
from dutydesk.ssh.key_line import key_line
from dutydesk.ssh.service import Service
from dutydesk.ssh.sshd_settings import settings_text


def server_files(service: Service, members: Mapping[str, tuple[PublicKey, ...]]) -> Mapping[str, bytes]:
    """Return the keys of all members, what sshd must be told, and the script that puts both in place."""
    keys = [key_line(service, name, key) for name, known in members.items() for key in known]
    texts = {
        "authorized_keys": "".join(f"{line}\n" for line in keys),
        "sshd.conf": settings_text(service),
        "install.sh": f"#!/bin/sh\n{install_script(service)}",
    }
    return {name: os.fsencode(text) for name, text in texts.items()}
