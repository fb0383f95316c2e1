package io.tributary.files.chroma.back;

import io.tributary.mapping.conversion.SourceValue;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Metadata of records, as Chroma's tables hold it, with all that is awkward about values. */
record RandomMetadata(Random random) {
  private static final long[] WHOLE = {
    0, -1, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final double[] REAL = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    1e15,
    1e16,
    1e17,
    1e18,
    1e22,
    1e23,
    1e300,
    1e-6,
    1e-7,
    1e-300,
    123456789012345680.0,
    9007199254740993.0,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.MIN_NORMAL
  };
  private static final String[] PIECES = {
    "a", "B", "7", " ", ".", "-", "_", ":", "/", "'", "\"", "\\", "\\u0041", "\n", "\r", "\t", "\b",
    "\f", "\u0001", "\u001f", "\u007f", "\u0085", "\u2028", "ä", "☃", "🙂", "e\u0301", "chroma:",
    "null", "1.50", "{", "]"
  };

  /**
   * The values of a key.
   *
   * @param list whether they are a list
   * @param column of Chroma's table
   * @param values each as it is stored
   */
  record Stored(boolean list, String column, List<SourceValue> values) {}

  /** The keys of a record, at least one. */
  Map<String, Stored> next() {
    Map<String, Stored> members = new TreeMap<>();
    int keys = 1 + random.nextInt(6);
    while (members.size() < keys) {
      String key = text();
      if (!key.startsWith(RecordMetadata.RESERVED)) {
        members.put(key, stored());
      }
    }
    return members;
  }

  private Stored stored() {
    boolean list = random.nextInt(4) == 0;
    int count = list ? 1 + random.nextInt(4) : 1;
    return switch (random.nextInt(4)) {
      case 0 -> stored(list, "string_value", count, () -> new SourceValue.Text(text()));
      case 1 -> stored(list, "int_value", count, () -> new SourceValue.Whole(whole()));
      case 2 -> stored(list, "float_value", count, () -> new SourceValue.Real(real()));
      default -> stored(list, "bool_value", count, () -> new SourceValue.Whole(random.nextInt(2)));
    };
  }

  private static Stored stored(boolean list, String column, int count, Supplier<SourceValue> any) {
    return new Stored(list, column, Stream.generate(any).limit(count).toList());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private long whole() {
    return random.nextBoolean()
        ? WHOLE[random.nextInt(WHOLE.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  private double real() {
    double any = Double.longBitsToDouble(random.nextLong());
    return switch (random.nextInt(4)) {
      case 0 -> REAL[random.nextInt(REAL.length)];
      case 1 -> Double.isFinite(any) ? any : 1.5;
      case 2 -> random.nextInt(2_000_000) / 1000.0;
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
    };
  }
}
