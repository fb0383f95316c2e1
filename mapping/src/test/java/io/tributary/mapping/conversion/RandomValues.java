package io.tributary.mapping.conversion;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Values as applications store them, many of which a conversion takes and some not. */
final class RandomValues {
  private static final List<String> TRUTHS =
      List.of(
          "true", "False", "T", "f", "1", "0", "YES", "no", "y", "N", "On", "off", "ja", "Nein");
  private static final List<String> DOCUMENTS =
      List.of(
          "{}",
          "[]",
          "null",
          "1",
          "1.50",
          "-0.0",
          "\"a\\u00e9\"",
          "{\"b\": 1, \"a\": [2.0, 1e3]}",
          "{\"b\":{\"long name\":[],\"\":0.10}, \"a\":1E-7,\n\"b\": [1e20, 1.5e1, -0, 1.250E2]}",
          "[\"\\ud83d\\ude00\\/\\n\", {\"a\":{\"a\":null}, \"A\":true}]");

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  SourceValue of(Conversion conversion) {
    return switch (conversion.name()) {
      case "boolean" -> any(text(one(TRUTHS)), whole(random.nextInt(2)), real(random.nextInt(2)));
      case "bytes" -> bytes();
      case "date" -> text(day() + one(List.of("", "T00:00", " 00:00:00", "T00:00:00.000")));
      case "enum" -> text(one(List.of("open", "OPEN", "shut")));
      case "integer", "numeric", "real" -> number();
      case "json", "jsonb" ->
          any(text(one(DOCUMENTS)), number(), text("[" + random.nextInt() + "]"));
      case "time" ->
          text(
              one(List.of("%02d:%02d", "%02d:%02d:07", "%02d:%02d:59.25"))
                  .formatted(random.nextInt(24), random.nextInt(60)));
      case "timestamp", "timestamptz" -> time();
      case "uuid" -> uuid();
      case "vector" -> vector();
      default -> any(text(word()), number(), text(""), SourceValue.NULL);
    };
  }

  private SourceValue bytes() {
    byte[] value = new byte[random.nextInt(20)];
    random.nextBytes(value);
    String hex = HexFormat.of().formatHex(value);
    return any(
        new SourceValue.Bytes(value),
        text(hex),
        text("0x" + hex.toUpperCase(Locale.ROOT)),
        text("\\x" + hex),
        text(Base64.getEncoder().encodeToString(value)),
        text(Base64.getUrlEncoder().withoutPadding().encodeToString(value)));
  }

  private SourceValue number() {
    String decimal = random.nextInt(100_000) + "." + "%02d".formatted(random.nextInt(100));
    return any(
        whole(random.nextInt(60_000) - 30_000),
        whole(random.nextLong()),
        real(random.nextInt(1_000_000) / 64.0),
        real(Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL)),
        real((float) random.nextGaussian()),
        text(decimal),
        text(String.valueOf(random.nextInt())),
        text(random.nextLong() + "." + Math.abs(random.nextLong())));
  }

  private SourceValue time() {
    LocalDateTime at =
        LocalDateTime.ofEpochSecond(random.nextInt(2_000_000_000), 0, ZoneOffset.UTC);
    String day = at.toLocalDate().toString();
    String clock = at.toLocalTime().plusSeconds(0).toString();
    String mark = one(List.of("T", " "));
    String fraction = one(List.of("", ".5", ".123", ".000100", ".123456"));
    String seconds = clock.length() == 5 ? clock + ":00" : clock;
    String zone = one(List.of("", "Z", "+00:00", "+02:00", "-0330", " UTC", "+05"));
    long epoch = at.toEpochSecond(ZoneOffset.UTC);
    return any(
        text(day),
        text(day + mark + clock.substring(0, 5) + zone),
        text(day + mark + seconds + fraction + zone),
        text(day + " " + seconds),
        text("Tue, 3 Jun 2008 11:05:30 GMT"),
        whole(epoch),
        whole(epoch * 1000 + random.nextInt(1000)),
        whole(epoch * 1_000_000 + random.nextInt(1_000_000)),
        real(epoch + random.nextInt(1000) / 1000.0),
        text(String.valueOf(epoch)));
  }

  private SourceValue uuid() {
    UUID uuid = new UUID(random.nextLong(), random.nextLong());
    String plain = uuid.toString();
    return any(
        text(plain),
        text(plain.toUpperCase(Locale.ROOT)),
        text(plain.replace("-", "")),
        text("{" + plain + "} "),
        text("urn:uuid:" + plain),
        text("agent-" + random.nextInt()),
        new SourceValue.Bytes(HexFormat.of().parseHex(plain.replace("-", ""))));
  }

  private SourceValue vector() {
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.allocate(12).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    float[] numbers = {random.nextFloat(), (float) random.nextGaussian() * 1e9f, random.nextInt(9)};
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return any(
        new SourceValue.Bytes(bytes.array()),
        text("[%s, %s,%s]".formatted(numbers[0], numbers[1], numbers[2])));
  }

  private String day() {
    return LocalDateTime.ofEpochSecond(random.nextInt(), 0, ZoneOffset.UTC)
        .toLocalDate()
        .toString();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      word.appendCodePoint(one(List.of(0x20, 0x41, 0x7a, 0x31, 0xe4, 0x2603, 0x1f600)));
    }
    return word.toString();
  }

  private SourceValue any(SourceValue... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static SourceValue text(String value) {
    return new SourceValue.Text(value);
  }

  private static SourceValue whole(long value) {
    return new SourceValue.Whole(value);
  }

  private static SourceValue real(double value) {
    return new SourceValue.Real(value);
  }
}
