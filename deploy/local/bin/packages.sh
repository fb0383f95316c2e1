# shellcheck shell=sh
# Part of the ensure scripts: messages, and the machine's own packages.

say() { echo "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

refresh_package_lists() {
  if [ -z "${lists_are_fresh:-}" ]; then
    lists_are_fresh=yes
    apt-get -qq update >&2 || say "apt-get update reported errors; going on with the lists that are there."
  fi
}

# install_packages WHY PACKAGE...
install_packages() {
  why=$1
  shift
  command -v apt-get >/dev/null ||
    fail "$why This machine has no apt-get: install the counterparts of these Debian packages: $*"
  is_root || fail "$why Install it with: sudo apt-get install --no-install-recommends $*"
  say "$why Installing with apt-get: $*"
  refresh_package_lists
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" >&2 ||
    fail "apt-get could not install: $*. Its messages are above."
}
