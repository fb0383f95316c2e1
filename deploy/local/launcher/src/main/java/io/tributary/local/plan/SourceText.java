package io.tributary.local.plan;

import io.tributary.common.plan.source.SourceKind;
import io.tributary.local.plan.document.SampleEntry;
import io.tributary.local.plan.document.SampleEntry.RefusedEntry;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.plan.document.SourceEntry;
import java.util.ArrayList;
import java.util.List;

/** One source of a plan for people, without its problems. Pure. */
final class SourceText {
  private SourceText() {}

  static List<String> lines(SourceKind kind, SourceEntry source) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(kind, source));
    if (source.undecided() != null) {
      lines.add("  " + source.undecided() + " Declared is:");
    }
    for (SchemaEntry schema : source.schemas()) {
      switch (kind) {
        case SQLITE -> {
          // Its one schema is in the heading.
        }
        case CHROMA -> lines.add("  database " + schema.from() + " -> schema " + schema.to());
        case POSTGRESQL -> lines.add("  schema " + schema.from() + " -> schema " + schema.to());
      }
      lines.addAll(SchemaText.lines(schema));
    }
    source.notices().forEach(notice -> lines.add("  " + notice));
    if (source.sample() != null) {
      sample(kind, source.sample(), lines);
    }
    section("preflight would warn", source.warnings(), lines);
    return lines;
  }

  private static String heading(SourceKind kind, SourceEntry source) {
    String named = "source %s (%s, %s)".formatted(source.name(), source.kind(), source.place());
    return switch (kind) {
      case SQLITE ->
          source.schemas().isEmpty() ? named : named + " -> schema " + source.schemas().get(0).to();
      case CHROMA -> named;
      case POSTGRESQL -> named + ": its schemas are copied as they are.";
    };
  }

  private static void sample(SourceKind kind, SampleEntry sample, List<String> lines) {
    lines.add("");
    lines.add(
        "  %s%d rows of %d tables were %s, %d would be refused."
            .formatted(
                sample.whole() ? "All " : "The first ",
                sample.rows(),
                sample.tables(),
                kind == SourceKind.POSTGRESQL ? "read" : "converted",
                sample.refusedRows()));
    if (!sample.stops()) {
      section(
          "would go to the quarantine",
          sample.refused().stream().map(RefusedEntry::told).toList(),
          lines);
    }
  }

  private static void section(String heading, List<String> texts, List<String> lines) {
    if (!texts.isEmpty()) {
      lines.add("");
      lines.add("  " + heading);
      texts.forEach(text -> lines.add("    " + text));
    }
  }
}
