# shellcheck shell=sh
# Part of ensure-postgres.sh, which sets: version, release, prefix, private_bin, suites, cache.
# Builds pgvector from a newer Debian release's source package for the PostgreSQL of this machine.

download_source() {
  archive=$(debian_archive)
  [ -n "$archive" ] ||
    fail "pgvector has to be built from Debian's sources, but apt on this machine names no Debian archive. Install pgvector for PostgreSQL $version by hand (https://github.com/pgvector/pgvector)."
  mkdir -p "$work/source"
  for suite in $suites; do
    private_lists deb-src "$archive" "$suite"
    if (
      cd "$work/source"
      private_apt apt-get -qq update && private_apt apt-get -qq source pgvector
    ) >&2; then
      return 0
    fi
  done
  fail "apt could not get the source package pgvector from $archive (tried: $suites). Its messages are above."
}

# The headers of the server are unpacked instead of installed: the package's dependencies (a whole
# compiler infrastructure for JIT) are not needed to build an extension.
download_headers() {
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$headers") >&2
}

# The archive keeps only the newest minor release: lists from before it name a file that is gone.
unpack_server_headers() {
  headers=postgresql-server-dev-$version
  has_package "$headers" || ! is_root || refresh_package_lists
  mkdir -p "$work/headers"
  download_headers || { is_root && refresh_package_lists && download_headers; } ||
    fail "apt could not get the package $headers, which is needed to build pgvector. Its messages are above."
  dpkg-deb -x "$work/$headers"_*.deb "$work/headers"
}

# PostgreSQL finds its files from the place of its binary, so a copy of both trees is a server.
copy_server() {
  mkdir -p "$staged/lib/postgresql" "$staged/share/postgresql" "$staged/include"
  cp -a "/usr/lib/postgresql/$version" "$staged/lib/postgresql/"
  cp -a "/usr/share/postgresql/$version" "$staged/share/postgresql/"
  cp -a "$work/headers/usr/lib/postgresql/$version/." "$staged/lib/postgresql/$version/"
  cp -a "$work/headers/usr/include/." "$staged/include/"
}

build_pgvector() {
  missing=
  needs_tool gcc && missing="$missing gcc libc6-dev"
  needs_tool make && missing="$missing make"
  needs_tool dpkg-source && missing="$missing dpkg-dev"
  # shellcheck disable=SC2086
  [ -z "$missing" ] ||
    install_packages "PostgreSQL $version has no pgvector and there is no package of it; building it needs a compiler." $missing
  say "PostgreSQL $version has no pgvector and there is no package of it: building it (about a minute, once)."

  work=$(mktemp -d "$cache/pgvector-build.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP
  staged=$work/staged
  download_source
  unpack_server_headers
  copy_server
  configuration=$staged/lib/postgresql/$version/bin/pg_config
  # OPTFLAGS is emptied so that the result runs on every processor of this architecture.
  for goal in all install; do
    make -s -C "$work"/source/pgvector-*/ OPTFLAGS= with_llvm=no "PG_CONFIG=$configuration" "$goal" >&2 ||
      fail "pgvector did not build. The compiler's messages are above."
  done
  rm -rf "$staged/include"
  [ -f "$staged/share/postgresql/$version/extension/vector.control" ] ||
    fail "pgvector was built but not installed into $staged."

  touch "$staged/complete"
  rm -rf "$prefix"
  chmod 755 "$staged"
  mv "$staged" "$prefix"
  reachable "$private_bin" ||
    fail "The user postgres cannot reach $private_bin. Set TRIBUTARY_HOME to a directory that every user can search."
  say "pgvector for PostgreSQL $release is ready below $prefix."
}
