package io.tributary.local.init.propose;

import io.tributary.common.conversion.UuidText;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.TimeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a stored value looks, narrower than what conversions accept: a number is JSON to a
 * conversion, and is no sign that a column holds JSON.
 */
enum ValueShape {
  UUID("UUIDs"),
  ZONED_TIME("times with a zone or an offset"),
  CURRENT_TIMESTAMP("times as CURRENT_TIMESTAMP writes them"),
  ISO_TIME("ISO times without a zone"),
  DATE("dates"),
  COUNTED_TEXT("counts since 1970 as text"),
  JSON("JSON objects or arrays"),
  TRUE_OR_FALSE("true or false"),
  ZERO_OR_ONE("0 or 1"),
  SECONDS("seconds since 1970, of the years 2000 to 2040"),
  MILLIS("milliseconds since 1970, of the years 2000 to 2040"),
  MICROS("microseconds since 1970, of the years 2000 to 2040"),
  WHOLE("whole numbers"),
  NUMBER("numbers"),
  TEXT("texts"),
  BLOB("BLOBs");

  private static final long YEAR_2000 = 946_684_800L;
  private static final long YEAR_2040 = 2_208_988_800L;
  private static final int UUID_BYTES = 16;
  private static final int LONGEST_SHORT = 80;

  private final String words;

  ValueShape(String words) {
    this.words = words;
  }

  /** What values of this shape are, for people. */
  String words() {
    return words;
  }

  /** All that a value looks like. */
  static Set<ValueShape> all(SourceValue value) {
    Set<ValueShape> shapes = EnumSet.noneOf(ValueShape.class);
    if (value instanceof SourceValue.Text text) {
      shapes.add(TEXT);
      text(text.value(), shapes);
    } else if (value instanceof SourceValue.Bytes bytes) {
      shapes.add(BLOB);
      add(shapes, UUID, versioned(bytes.value()));
    } else if (value instanceof SourceValue.Whole whole) {
      shapes.add(WHOLE);
      add(shapes, ZERO_OR_ONE, whole.value() == 0 || whole.value() == 1);
      number(whole.value(), shapes);
    } else if (value instanceof SourceValue.Real real) {
      number(real.value(), shapes);
    }
    return shapes;
  }

  private static void text(String text, Set<ValueShape> shapes) {
    String bare = text.strip();
    add(shapes, JSON, bare.startsWith("{") || bare.startsWith("["));
    if (text.length() > LONGEST_SHORT) {
      return;
    }
    add(shapes, UUID, UuidText.read(text).isPresent());
    add(shapes, TRUE_OR_FALSE, text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    NumberText.read(text)
        .map(BigDecimal::doubleValue)
        .ifPresent(
            number ->
                add(
                    shapes,
                    COUNTED_TEXT,
                    counted(number, 1) || counted(number, 1_000) || counted(number, 1_000_000)));
    try {
      TimeText.read(text).map(ValueShape::of).ifPresent(shapes::add);
    } catch (DateTimeException e) {
      // It is spelled like a time and names none.
      return;
    }
  }

  private static ValueShape of(TimeText time) {
    if (time.offset() != null) {
      return ZONED_TIME;
    }
    return switch (time.shape()) {
      case CURRENT_TIMESTAMP -> CURRENT_TIMESTAMP;
      case DATE -> DATE;
      case OTHER -> ISO_TIME;
    };
  }

  private static void number(double number, Set<ValueShape> shapes) {
    shapes.add(NUMBER);
    add(shapes, SECONDS, counted(number, 1));
    add(shapes, MILLIS, counted(number, 1_000));
    add(shapes, MICROS, counted(number, 1_000_000));
  }

  private static boolean counted(double number, double unit) {
    return number >= YEAR_2000 * unit && number < YEAR_2040 * unit;
  }

  private static void add(Set<ValueShape> shapes, ValueShape shape, boolean looksSo) {
    if (looksSo) {
      shapes.add(shape);
    }
  }

  /** Version and variant of RFC 9562, which other bytes rarely have. */
  private static boolean versioned(byte[] bytes) {
    return bytes.length == UUID_BYTES
        && (bytes[6] & 0xf0) >> 4 >= 1
        && (bytes[6] & 0xf0) >> 4 <= 8
        && (bytes[8] & 0xc0) == 0x80;
  }
}
