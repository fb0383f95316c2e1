package io.tributary.local.init;

import io.tributary.local.init.text.DraftRule;
import io.tributary.local.init.text.MigrationDraft;
import io.tributary.local.init.text.MigrationText;
import io.tributary.local.init.text.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is printed when the file is made. Pure. */
final class InitSummary {
  private InitSummary() {}

  static List<String> lines(MigrationDraft draft, Path file, List<String> notes) {
    List<String> lines = new ArrayList<>();
    long tables =
        draft.sources().stream()
            .flatMap(source -> source.schemas().stream())
            .mapToLong(schema -> schema.tables().size())
            .sum();
    long conversions =
        draft.sources().stream()
            .flatMap(source -> source.rules().values().stream())
            .flatMap(List::stream)
            .filter(DraftRule::written)
            .count();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s is written: migration %s, sources %d, tables %,d, conversions proposed %,d. Nothing else was changed.",
            file,
            draft.name(),
            draft.sources().size(),
            tables,
            conversions));
    lines.addAll(notes);
    lines.add("");
    lines.add(
        "To decide, each a comment of the file that begins with # " + MigrationText.DECIDE.strip());
    draft.everyDecision().forEach(text -> lines.add("  - " + YamlText.oneLine(text)));
    lines.add("  - " + MigrationText.APPLICATIONS);
    if (!draft.exports().isEmpty()) {
      lines.add("");
      lines.add("To type before, with what only you know:");
      draft.exports().forEach(export -> lines.add("  " + export));
    }
    lines.add("");
    lines.add("Next:");
    lines.add("  ./tributary plan " + file + "     # what becomes of every table and column");
    lines.add("  ./tributary grants " + file + "   # the rights that Tributary's roles need");
    lines.add(
        "  ./tributary check "
            + file
            + "    # once `./tributary up` runs, started in this directory");
    return lines;
  }
}
