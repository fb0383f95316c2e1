package io.tributary.local.plan;

import java.util.Locale;

/** How the constants of rules are spelled for scripts: as the migration file has them. Pure. */
final class EntryWord {
  private EntryWord() {}

  static String of(Enum<?> rule) {
    return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
