package io.tributary.common.plan.file;

import io.tributary.common.plan.source.WalLimit;
import io.tributary.common.plan.source.WalLimit.Beyond;
import io.tributary.common.plan.source.WayBack;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what becomes of a source: a word, the limit of a way back, or why there is none. */
final class WayBackReader {
  /** As PostgreSQL's own settings are written; a number of six digits fits with every unit. */
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})(MB|GB|TB)");

  private static final List<String> UNITS = List.of("MB", "GB", "TB");

  private WayBackReader() {}

  private enum Word {
    NONE(WayBack.NONE),
    REPLICATE(WayBack.REPLICATE);

    private final WayBack meaning;

    Word(WayBack meaning) {
      this.meaning = meaning;
    }
  }

  static WayBack read(Optional<FileValue> value) {
    return value
        .filter(v -> !v.isText())
        .map(WayBackReader::section)
        .orElseGet(() -> EnumReader.read(value, Word.NONE).meaning);
  }

  private static WayBack section(FileValue value) {
    return value.has("none")
        ? WayBack.none(value.fields(SectionKeys.WAY_BACK_NONE).text("none"))
        : limited(value);
  }

  private static WayBack limited(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.WAY_BACK);
    long bytes = fields.get("max-wal").map(WayBackReader::bytes).orElse(1L);
    return WayBack.within(new WalLimit(bytes, EnumReader.read(fields.get("beyond"), Beyond.ALARM)));
  }

  private static long bytes(FileValue size) {
    Matcher parts = SIZE.matcher(size.scalar());
    if (!parts.matches()) {
      size.problem(
          PlanError.BAD_VALUE,
          "This must be a size such as 500MB, 20GB or 1TB: a whole number and its unit (1GB is 1024MB).");
      return 1;
    }
    return Long.parseLong(parts.group(1)) << (20 + 10 * UNITS.indexOf(parts.group(2)));
  }
}
