package io.tributary.local.init.propose;

import io.tributary.common.conversion.UuidText;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.text.TimeText;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * How a stored value looks, narrower than what conversions accept: a number is JSON to a
 * conversion, and is no sign that a column holds JSON.
 */
enum ValueShape {
  UUID("UUIDs") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Bytes bytes
          ? versioned(bytes.value())
          : value instanceof SourceValue.Text text && UuidText.read(text.value()).isPresent();
    }
  },
  ZONED_TIME("times with a zone or an offset") {
    @Override
    boolean of(SourceValue value) {
      return time(value).filter(time -> time.offset() != null).isPresent();
    }
  },
  CURRENT_TIMESTAMP("times as CURRENT_TIMESTAMP writes them, without a zone") {
    @Override
    boolean of(SourceValue value) {
      return shaped(value, TimeText.Shape.CURRENT_TIMESTAMP);
    }
  },
  ISO_TIME("ISO times without a zone") {
    @Override
    boolean of(SourceValue value) {
      return shaped(value, TimeText.Shape.OTHER);
    }
  },
  DATE("dates") {
    @Override
    boolean of(SourceValue value) {
      return shaped(value, TimeText.Shape.DATE);
    }
  },
  JSON("JSON objects or arrays") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Text text && text.value().strip().matches("(?s)[{\\[].*");
    }
  },
  TRUE_OR_FALSE("true or false") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Text text
          && text.value().matches("(?i)true|false");
    }
  },
  ZERO_OR_ONE("0 or 1") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Whole whole && (whole.value() == 0 || whole.value() == 1);
    }
  },
  SECONDS("seconds since 1970, of the years 2000 to 2040") {
    @Override
    boolean of(SourceValue value) {
      return counted(value, 1);
    }
  },
  MILLIS("milliseconds since 1970, of the years 2000 to 2040") {
    @Override
    boolean of(SourceValue value) {
      return counted(value, 1_000);
    }
  },
  MICROS("microseconds since 1970, of the years 2000 to 2040") {
    @Override
    boolean of(SourceValue value) {
      return counted(value, 1_000_000);
    }
  },
  WHOLE("whole numbers") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Whole;
    }
  },
  NUMBER("numbers") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Whole || value instanceof SourceValue.Real;
    }
  },
  TEXT("texts") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Text;
    }
  },
  BLOB("BLOBs") {
    @Override
    boolean of(SourceValue value) {
      return value instanceof SourceValue.Bytes;
    }
  };

  private static final long YEAR_2000 = 946_684_800L;
  private static final long YEAR_2040 = 2_208_988_800L;
  private static final int UUID_BYTES = 16;

  private final String words;

  ValueShape(String words) {
    this.words = words;
  }

  abstract boolean of(SourceValue value);

  /** What values of this shape are, for people. */
  String words() {
    return words;
  }

  private static boolean shaped(SourceValue value, TimeText.Shape shape) {
    return time(value).filter(t -> t.offset() == null && t.shape() == shape).isPresent();
  }

  private static Optional<TimeText> time(SourceValue value) {
    try {
      return value instanceof SourceValue.Text text
          ? TimeText.read(text.value())
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean counted(SourceValue value, long unit) {
    double number =
        value instanceof SourceValue.Whole whole
            ? whole.value()
            : value instanceof SourceValue.Real real ? real.value() : 0;
    return number >= (double) YEAR_2000 * unit && number < (double) YEAR_2040 * unit;
  }

  /** Version and variant of RFC 9562, which other bytes rarely have. */
  private static boolean versioned(byte[] bytes) {
    return bytes.length == UUID_BYTES
        && (bytes[6] & 0xf0) >> 4 >= 1
        && (bytes[6] & 0xf0) >> 4 <= 8
        && (bytes[8] & 0xc0) == 0x80;
  }
}
