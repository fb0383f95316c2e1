package io.tributary.local.init.propose;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the name of a column suggests, where its values alone could be several things. */
enum NameHint {
  /** A point in time. */
  TIME(
      "(.*_)?(at|on|ts|time|date|timestamp|created|updated|modified|deleted|expires?|expiry|since|until|deadline|seen|when)(_(at|ms|utc|time|date))?"),
  /** A truth value. */
  TRUTH(
      "(is|has|can|should|was|allow|allows|enable|show|use|uses)_.+|(.*_)?(enabled|disabled|active|inactive|deleted|archived|flag|visible|hidden|done|completed|finished|verified|confirmed|public|private|locked|pinned|starred|favorite|favourite|required|processed|sent|valid|success|admin|published|approved|read_only)");

  private final Pattern pattern;

  NameHint(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  boolean of(String column) {
    String words = column.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return pattern.matcher(words).matches();
  }
}
