# shellcheck shell=sh
# Part of scripts that take something out of a newer Debian release without installing it; they set:
# work, a directory of their own.

# The address of the Debian archive that this machine's own apt configuration names.
debian_archive() {
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' "Created-By: Packages" |
    awk -v suite="$codename" '$2 == suite && $3 == "main" { print $1; exit }'
}

# apt with lists and caches of its own: the machine's package state stays as it is. Nothing is taken
# that is not signed by the archive, whatever this machine's own settings allow.
private_apt() {
  "$@" -o APT::Get::AllowUnauthenticated=false -o Acquire::AllowInsecureRepositories=false \
    -o Acquire::AllowWeakRepositories=false -o Acquire::AllowDowngradeToInsecureRepositories=false \
    -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root
}

# private_lists KIND ARCHIVE SUITE: what private_apt knows of, KIND is deb or deb-src.
private_lists() {
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -f "$keyring" ] && signed_by=" [signed-by=$keyring]" || signed_by=
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  echo "$1$signed_by $2 $3 main" >"$work/sources.list"
}
