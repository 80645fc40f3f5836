"""The script by which an administrator sets up the account, the permissions and sshd."""

import shlex
from importlib.resources import files

from dutydesk.ssh.service import Service

_HEAD = """\
# Lets the members of a desk come in over SSH: each by a key of their own, all by one account, to it alone.
#
# Read this, then run it as root: sudo sh install.sh
# It can be run again at any time, as after the keys of a member have changed. It makes an account, gives the
# desk's folder to it, puts the keys and a file of settings where sshd reads them, and lets sshd read them.
#
# To undo it, as root:
#   rm {settings} {keys}
#   systemctl reload ssh
#   chown -R YOU: {desk}
#   userdel --remove {account}
# The desk itself stays as it is.

account={account}
desk={desk}
program={program}
home={home}
keys={keys}
settings={settings}
sshd_config={sshd_config}
"""


def install_script(service: Service) -> str:
    """Return the script without its first line: what is different in each, and then what is the same."""
    head = _HEAD.format(
        account=service.account,
        desk=shlex.quote(str(service.folder)),
        program=shlex.quote(str(service.program)),
        home=service.home,
        keys=service.keys_file,
        settings=service.settings_file,
        sshd_config=service.etc / "sshd_config",
    )
    return head + files("dutydesk.ssh").joinpath("install_body.sh").read_text(encoding="utf-8")
