package io.tributary.common.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionsTest {
  /** The namespace of DNS names, for which RFC 9562 gives an example. */
  static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  private static final Conversion UUID_KEY = new UuidConversion(DNS, true);
  private static final Conversion JSON = new JsonConversion(false);
  private static final Conversion JSONB = new JsonConversion(true);
  private static final Conversion MONEY = new NumericConversion(10, 2);
  private static final Conversion NUMERIC = new NumericConversion(0, 0);
  private static final Conversion DOUBLE = new RealConversion(false);
  private static final Conversion SINGLE = new RealConversion(true);
  private static final Conversion INT = new IntegerConversion(IntegerConversion.Width.INTEGER);
  private static final Conversion BIGINT = new IntegerConversion(IntegerConversion.Width.BIGINT);
  private static final Conversion HEX = new BytesConversion(BytesConversion.Encoding.HEX);
  private static final Conversion BASE64 = new BytesConversion(BytesConversion.Encoding.BASE64);
  private static final Conversion BLOB = new BytesConversion(BytesConversion.Encoding.NONE);
  private static final Conversion VECTOR = new VectorConversion(3);
  private static final Conversion FOLDER_TYPE =
      EnumConversion.of("foldertype", List.of("DEFAULT", "DUMMY"));
  private static final String PLAIN_UUID = "cf1822ff-bc68-4778-ab49-1044d5e34124";

  static Stream<Arguments> values() {
    return Stream.of(
        value(UUID_KEY, text("CF1822FF-BC68-4778-AB49-1044D5E34124"), PLAIN_UUID),
        value(UUID_KEY, text("cf1822ffbc684778ab491044d5e34124"), PLAIN_UUID),
        value(UUID_KEY, text("{cf1822ff-bc68-4778-ab49-1044d5e34124} "), PLAIN_UUID),
        value(UUID_KEY, text("urn:uuid:cf1822ff-bc68-4778-ab49-1044d5e34124"), PLAIN_UUID),
        value(UUID_KEY, blob("cf1822ffbc684778ab491044d5e34124"), PLAIN_UUID),
        value(UUID_KEY, text("www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        value(JSON, text("{\"a\":1, \"a\" : \"\\u0000\"}"), "{\"a\":1, \"a\" : \"\\u0000\"}"),
        value(JSON, text("[\"\\ud83d\"]"), "[\"\\ud83d\"]"),
        value(
            JSONB,
            text("[1, 2.0, 1e400, 12345678901234567890]"),
            "[1, 2.0, 1e400, 12345678901234567890]"),
        value(JSONB, text("[\"\\ud83d\\ude42\"]"), "[\"\\ud83d\\ude42\"]"),
        value(JSONB, text("null"), "null"),
        value(JSONB, text("\"just a string\""), "\"just a string\""),
        value(JSONB, new Stored.Whole(5), "5"),
        value(MONEY, new Stored.Real(1.98), "1.98"),
        value(MONEY, new Stored.Real(0.99), "0.99"),
        value(MONEY, new Stored.Whole(3), "3.00"),
        value(MONEY, text("1e2"), "100.00"),
        value(NUMERIC, new Stored.Real(0.1 + 0.2), "0.30000000000000004"),
        value(NUMERIC, text("1.500"), "1.500"),
        value(DOUBLE, new Stored.Real(Double.POSITIVE_INFINITY), "Infinity"),
        value(DOUBLE, new Stored.Real(0.30000000000000004), "0.30000000000000004"),
        value(DOUBLE, new Stored.Whole(1L << 53), "9007199254740992"),
        value(SINGLE, new Stored.Real(0.5), "0.5"),
        value(BIGINT, new Stored.Whole(Long.MIN_VALUE), "-9223372036854775808"),
        value(BIGINT, new Stored.Real(3.0), "3"),
        value(BIGINT, text("12"), "12"),
        value(BooleanConversion.USUAL, text("True"), "true"),
        value(BooleanConversion.USUAL, text("yes"), "true"),
        value(BooleanConversion.USUAL, text("0"), "false"),
        value(BooleanConversion.USUAL, new Stored.Whole(1), "true"),
        value(HEX, text("\\x00Ff"), "\\x00ff"),
        value(HEX, text("0xAB"), "\\xab"),
        value(BASE64, text("AP8="), "\\x00ff"),
        value(BLOB, blob("00ff"), "\\x00ff"),
        value(VECTOR, text(" [1, -2.5,3e-2] "), "[1.0,-2.5,0.03]"),
        value(VECTOR, blob("0000803f000000c00000003f"), "[1.0,-2.0,0.5]"),
        value(FOLDER_TYPE, text("DUMMY"), "DUMMY"),
        value(new TextConversion(2), text("🙂é"), "🙂é"),
        value(new TextConversion(0), new Stored.Real(1e23), "1E+23"),
        value(new EmptyAsNull(JSONB), text(""), null));
  }

  @ParameterizedTest
  @MethodSource("values")
  void converts(Conversion conversion, Stored value, String literal) {
    assertThat(conversion.convert(value)).isEqualTo(new Outcome.Converted(literal));
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        rejection(UUID_KEY, Stored.NULL, Reason.NULL_KEY),
        rejection(UUID_KEY, text(" "), Reason.EMPTY),
        rejection(UUID_KEY, blob("00"), Reason.WRONG_STORAGE_CLASS),
        rejection(new UuidConversion(null, false), text("agent-005"), Reason.NOT_A_UUID),
        rejection(
            new UuidConversion(null, false),
            text("{cf1822ffbc684778ab491044d5e34124"),
            Reason.NOT_A_UUID),
        rejection(JSONB, text("['python', 'repr']"), Reason.NOT_JSON),
        rejection(JSONB, text("{\"not\": json"), Reason.NOT_JSON),
        rejection(JSONB, text(""), Reason.EMPTY),
        rejection(JSONB, text("[NaN]"), Reason.NOT_JSON),
        rejection(JSONB, text("[\"nul \\u0000\"]"), Reason.NOT_JSONB),
        rejection(JSONB, text("plain words"), Reason.NOT_JSON),
        rejection(JSONB, text("[1,2,]"), Reason.NOT_JSON),
        rejection(JSONB, text("{\"x\": undefined}"), Reason.NOT_JSON),
        rejection(JSONB, text("[\"lone \\ud83d surrogate\"]"), Reason.NOT_JSONB),
        rejection(JSONB, text("[\"\\ud83d\\u0041\"]"), Reason.NOT_JSONB),
        rejection(JSONB, text("1e999999"), Reason.NOT_JSONB),
        rejection(JSONB, text("9".repeat(2_000_000)), Reason.NOT_JSONB),
        rejection(JSON, text("[01]"), Reason.NOT_JSON),
        rejection(JSON, text("[1] x"), Reason.NOT_JSON),
        rejection(JSON, text("\"a\nb\""), Reason.NOT_JSON),
        rejection(JSON, text("[".repeat(100_000)), Reason.NOT_JSON),
        rejection(JSONB, blob("5b5d"), Reason.WRONG_STORAGE_CLASS),
        rejection(MONEY, new Stored.Real(1.985), Reason.TOO_MANY_DIGITS),
        rejection(MONEY, new Stored.Real(1e9), Reason.OUT_OF_RANGE),
        rejection(NUMERIC, text("NaN"), Reason.NOT_A_NUMBER),
        rejection(NUMERIC, text(" 3 "), Reason.NOT_A_NUMBER),
        rejection(NUMERIC, text("0x1F"), Reason.NOT_A_NUMBER),
        rejection(NUMERIC, text("1e999999"), Reason.OUT_OF_RANGE),
        rejection(NUMERIC, new Stored.Real(Double.NEGATIVE_INFINITY), Reason.OUT_OF_RANGE),
        rejection(DOUBLE, new Stored.Whole((1L << 53) + 1), Reason.INEXACT),
        rejection(DOUBLE, text("1e400"), Reason.OUT_OF_RANGE),
        rejection(SINGLE, new Stored.Real(0.1), Reason.INEXACT),
        rejection(SINGLE, new Stored.Real(1e-320), Reason.INEXACT),
        rejection(INT, new Stored.Whole(2147483648L), Reason.OUT_OF_RANGE),
        rejection(INT, new Stored.Real(1.5), Reason.TOO_MANY_DIGITS),
        rejection(INT, text(""), Reason.NOT_A_NUMBER),
        rejection(BooleanConversion.USUAL, text(""), Reason.NOT_A_BOOLEAN),
        rejection(BooleanConversion.USUAL, new Stored.Whole(2), Reason.NOT_A_BOOLEAN),
        rejection(FOLDER_TYPE, text("dummy"), Reason.NOT_A_MEMBER),
        rejection(HEX, text("abc"), Reason.NOT_ENCODED_BYTES),
        rejection(BASE64, text("A*"), Reason.NOT_ENCODED_BYTES),
        rejection(BLOB, text("a"), Reason.WRONG_STORAGE_CLASS),
        rejection(VECTOR, text("[1,2]"), Reason.NOT_A_VECTOR),
        rejection(VECTOR, text("[1,[2],3]"), Reason.NOT_A_VECTOR),
        rejection(VECTOR, text("[1,1e39,3]"), Reason.OUT_OF_RANGE),
        rejection(VECTOR, blob("0000803f"), Reason.NOT_A_VECTOR),
        rejection(VECTOR, blob("0000803f0000c07f0000803f"), Reason.OUT_OF_RANGE),
        rejection(new TextConversion(0), text("A\0B"), Reason.NUL_CHARACTER),
        rejection(new TextConversion(0), text("\ud83d"), Reason.NOT_UNICODE),
        rejection(new TextConversion(2), text("abc"), Reason.TOO_LONG),
        rejection(new TextConversion(0), blob("fffe"), Reason.WRONG_STORAGE_CLASS));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejects(Conversion conversion, Stored value, Reason reason) {
    assertThat(conversion.convert(value))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  @Test
  void keepsMessagesShortAndPrintable() {
    Outcome outcome = new TextConversion(3).convert(text("x\u0001".repeat(10_000)));
    assertThat(((Outcome.Rejected) outcome).text()).hasSizeLessThan(400).contains("\\u0001");
  }

  @Test
  void printsTheShortestDecimalThatReadsBack() {
    assertThat(ShortestReal.text(2e23)).isEqualTo("2E+23");
    assertThat(ShortestReal.text(Double.MIN_VALUE)).isEqualTo("5E-324");
    assertThat(ShortestReal.text(100.0)).isEqualTo("100");
    new java.util.Random(7)
        .longs(20_000)
        .mapToDouble(Double::longBitsToDouble)
        .filter(Double::isFinite)
        .forEach(d -> assertThat(Double.parseDouble(ShortestReal.text(d))).isEqualTo(d + 0.0));
  }

  @Test
  void saysWhatIsLost() {
    assertThat(JSON.fidelity().invertible()).isTrue();
    assertThat(JSONB.fidelity().lossless()).isFalse();
    assertThat(BLOB.fidelity().invertible()).isTrue();
    assertThat(new EnumConversion("text", Map.of("a", "x", "b", "x")).fidelity().lossless())
        .isFalse();
  }

  private static Stored text(String value) {
    return new Stored.Text(value);
  }

  private static Stored blob(String hex) {
    return new Stored.Bytes(HexFormat.of().parseHex(hex));
  }

  private static Arguments value(Conversion conversion, Stored value, String literal) {
    return Arguments.of(conversion, value, literal);
  }

  private static Arguments rejection(Conversion conversion, Stored value, Reason reason) {
    return Arguments.of(conversion, value, reason);
  }
}
