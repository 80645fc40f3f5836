
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$1"; }
stop() { printf 'install.sh: %s\n' "$1" >&2; exit 1; }
as_account() { su -s /bin/sh "$account" -c "$1" sh "$2"; }

[ "$(id -u)" -eq 0 ] || stop "run this as root: sudo sh install.sh"
command -v sshd >/dev/null || stop "sshd is missing: install the package openssh-server"
[ -f "$desk/desk.toml" ] || stop "there is no desk in $desk"

say "1. The account $account"
if id "$account" >/dev/null 2>&1; then
    case $(getent passwd "$account" | cut -d: -f5) in
        DutyDesk*) ;;
        *) stop "there is an account $account already, which may be someone's own. Name another with
  ssh-setup --account NAME, or if it is there for the desk alone: usermod -c DutyDesk $account" ;;
    esac
else
    useradd --system --user-group --comment DutyDesk --create-home --home-dir "$home" --shell /bin/sh "$account"
fi
# A password that nobody can type. One that begins with ! would lock the account for keys too.
usermod -p '*' "$account"
group=$(id -gn "$account")
chmod 0700 "$(getent passwd "$account" | cut -d: -f6)"

say "2. The desk belongs to it, and nobody else on this machine can read it"
chown -R -h "$account:$group" "$desk"
chmod -R go-rwx "$desk"
as_account 'cd "$1" && test -w desk.toml' "$desk" || stop "$account cannot come to $desk: the folders above it
  must let others through (chmod o+x), or move the desk to /srv"
as_account '"$1" --version >/dev/null' "$program" || stop "$account cannot run $program: install DutyDesk where
  everyone may read it, such as /opt/dutydesk"

say "3. The keys, where the account cannot write"
install -d -m 0755 -o root -g root "$(dirname "$keys")"
install -m 0640 -o root -g "$group" "$here/authorized_keys" "$keys"

say "4. What sshd lets the account do, which is nothing but that"
[ -d "$(dirname "$settings")" ] || install -d -m 0755 -o root -g root "$(dirname "$settings")"
before=$(mktemp)
[ ! -f "$settings" ] || cp "$settings" "$before"
take_back() {
    if [ -s "$before" ]; then cat "$before" >"$settings"; else rm -f "$settings"; fi
    rm -f "$before"
    stop "$1"
}
install -m 0644 -o root -g root "$here/sshd.conf" "$settings"
sshd=$(command -v sshd)
# Debian's sshd asks for this folder even to look at its settings, and it is there only while sshd runs.
[ -d /run/sshd ] || install -d -m 0755 -o root -g root /run/sshd
"$sshd" -t -f "$sshd_config" || take_back "sshd does not take $settings, which is as it was before"
"$sshd" -T -f "$sshd_config" -C "user=$account,host=localhost,addr=127.0.0.1" |
    grep -qix "authorizedkeysfile $keys" ||
    take_back "sshd does not read $settings: put this line at the top of $sshd_config
  Include $(dirname "$settings")/*.conf"
rm -f "$before"

say "5. sshd reads its settings again; connections that stand go on"
if [ -d /run/systemd/system ]; then
    systemctl reload ssh 2>/dev/null || systemctl reload sshd || say "   Reload sshd yourself."
else
    say "   There is no systemd here: reload sshd yourself, by SIGHUP to its first process."
fi

say "Done. Members come in with: ssh $account@$(uname -n)"
say "Look at it all with: $program --desk '$desk' ssh-setup --check --account $account"
