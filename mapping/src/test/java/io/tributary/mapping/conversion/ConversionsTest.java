package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.common.conversion.DigitRounding;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.ShortestReal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

public class ConversionsTest {
  /** The namespace of DNS names, for which RFC 9562 gives an example. */
  public static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  private static final Conversion UUID_KEY = new UuidConversion(DNS, true);
  private static final Conversion JSON = new JsonConversion(false);
  private static final Conversion JSONB = new JsonConversion(true);
  private static final Conversion MONEY = new NumericConversion(10, 2);
  private static final Conversion NUMERIC = new NumericConversion(0, 0);
  private static final Conversion DOUBLE = new RealConversion(false);
  private static final Conversion SINGLE = new RealConversion(true);
  private static final Conversion INT = new IntegerConversion(IntegerConversion.Width.INTEGER);
  private static final Conversion BIGINT = new IntegerConversion(IntegerConversion.Width.BIGINT);
  private static final Conversion HEX = new BytesConversion(BytesEncoding.HEX);
  private static final Conversion BASE64 = new BytesConversion(BytesEncoding.BASE64);
  private static final Conversion BLOB = new BytesConversion(BytesEncoding.NONE);
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
            text("[1, 2.0, 1.5e400, 12345678901234567890]"),
            "[1, 2.0, 15" + "0".repeat(399) + ".0, 12345678901234567890]"),
        value(
            JSONB,
            text("{\"1e5\": [1E5,-2.50e1 , 1.7976931348623157e+2, 0e3, 12e-1,\"1e5\", 3e0]}"),
            "{\"1e5\": [100000.0,-2.50e1 , 1.7976931348623157e+2, 0.0, 12e-1,\"1e5\", 3.0]}"),
        value(JSON, text("[1E5]"), "[1E5]"),
        value(JSONB, new SourceValue.Real(1), "1.0"),
        value(JSONB, new SourceValue.Real(1e20), "100000000000000000000.0"),
        value(JSONB, new SourceValue.Real(-2.5e-7), "-2.5E-7"),
        value(JSON, new SourceValue.Real(-3), "-3.0"),
        value(JSONB, text("[\"\\ud83d\\ude42\"]"), "[\"\\ud83d\\ude42\"]"),
        value(JSONB, text("null"), "null"),
        value(JSONB, text("\"just a string\""), "\"just a string\""),
        value(JSONB, new SourceValue.Whole(5), "5"),
        value(MONEY, new SourceValue.Real(1.98), "1.98"),
        value(MONEY, new SourceValue.Real(0.99), "0.99"),
        value(MONEY, new SourceValue.Whole(3), "3.00"),
        value(MONEY, text("1e2"), "100.00"),
        value(NUMERIC, new SourceValue.Real(0.1 + 0.2), "0.30000000000000004"),
        value(NUMERIC, text("1.500"), "1.500"),
        value(DOUBLE, new SourceValue.Real(Double.POSITIVE_INFINITY), "Infinity"),
        value(DOUBLE, new SourceValue.Real(0.30000000000000004), "0.30000000000000004"),
        value(DOUBLE, new SourceValue.Whole(1L << 53), "9007199254740992"),
        value(SINGLE, new SourceValue.Real(0.5), "0.5"),
        value(BIGINT, new SourceValue.Whole(Long.MIN_VALUE), "-9223372036854775808"),
        value(BIGINT, new SourceValue.Real(3.0), "3"),
        value(BIGINT, text("12"), "12"),
        value(BooleanConversion.USUAL, text("True"), "true"),
        value(BooleanConversion.USUAL, text("yes"), "true"),
        value(BooleanConversion.USUAL, text("0"), "false"),
        value(BooleanConversion.USUAL, new SourceValue.Whole(1), "true"),
        value(HEX, text("\\x00Ff"), "\\x00ff"),
        value(HEX, text("0xAB"), "\\xab"),
        value(BASE64, text("AP8="), "\\x00ff"),
        value(BLOB, blob("00ff"), "\\x00ff"),
        value(VECTOR, text(" [1, -2.5,3e-2] "), "[1.0,-2.5,0.03]"),
        value(VECTOR, blob("0000803f000000c00000003f"), "[1.0,-2.0,0.5]"),
        value(FOLDER_TYPE, text("DUMMY"), "DUMMY"),
        value(new TextConversion(2), text("🙂é"), "🙂é"),
        value(new TextConversion(0), new SourceValue.Real(1e23), "1E+23"),
        value(new EmptyAsNullConversion(JSONB), text(""), null));
  }

  @ParameterizedTest
  @MethodSource("values")
  void converts(Conversion conversion, SourceValue value, String literal) {
    assertThat(conversion.convert(value)).isEqualTo(new ConversionOutcome.Converted(literal));
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        rejection(UUID_KEY, SourceValue.NULL, QuarantineReason.NULL_KEY),
        rejection(UUID_KEY, text(" "), QuarantineReason.EMPTY),
        rejection(UUID_KEY, blob("00"), QuarantineReason.WRONG_STORAGE_CLASS),
        rejection(new UuidConversion(null, false), text("agent-005"), QuarantineReason.NOT_A_UUID),
        rejection(
            new UuidConversion(null, false),
            text("{cf1822ffbc684778ab491044d5e34124"),
            QuarantineReason.NOT_A_UUID),
        rejection(JSONB, text("['python', 'repr']"), QuarantineReason.NOT_JSON),
        rejection(JSONB, text("{\"not\": json"), QuarantineReason.NOT_JSON),
        rejection(JSONB, text(""), QuarantineReason.EMPTY),
        rejection(JSONB, text("[NaN]"), QuarantineReason.NOT_JSON),
        rejection(JSONB, text("[\"nul \\u0000\"]"), QuarantineReason.NOT_JSONB),
        rejection(JSONB, text("plain words"), QuarantineReason.NOT_JSON),
        rejection(JSONB, text("[1,2,]"), QuarantineReason.NOT_JSON),
        rejection(JSONB, text("{\"x\": undefined}"), QuarantineReason.NOT_JSON),
        rejection(JSONB, text("[\"lone \\ud83d surrogate\"]"), QuarantineReason.NOT_JSONB),
        rejection(JSONB, text("[\"\\ud83d\\u0041\"]"), QuarantineReason.NOT_JSONB),
        rejection(JSONB, text("1e999999"), QuarantineReason.NOT_JSONB),
        rejection(JSONB, text("9".repeat(2_000_000)), QuarantineReason.NOT_JSONB),
        rejection(JSON, text("[01]"), QuarantineReason.NOT_JSON),
        rejection(JSON, text("[1] x"), QuarantineReason.NOT_JSON),
        rejection(JSON, text("\"a\nb\""), QuarantineReason.NOT_JSON),
        rejection(JSON, text("[".repeat(100_000)), QuarantineReason.NOT_JSON),
        rejection(JSONB, blob("5b5d"), QuarantineReason.WRONG_STORAGE_CLASS),
        rejection(MONEY, new SourceValue.Real(1.985), QuarantineReason.TOO_MANY_DIGITS),
        rejection(MONEY, new SourceValue.Real(1e9), QuarantineReason.OUT_OF_RANGE),
        rejection(NUMERIC, text("NaN"), QuarantineReason.NOT_A_NUMBER),
        rejection(NUMERIC, text(" 3 "), QuarantineReason.NOT_A_NUMBER),
        rejection(NUMERIC, text("0x1F"), QuarantineReason.NOT_A_NUMBER),
        rejection(NUMERIC, text("1e999999"), QuarantineReason.OUT_OF_RANGE),
        rejection(
            NUMERIC, new SourceValue.Real(Double.NEGATIVE_INFINITY), QuarantineReason.OUT_OF_RANGE),
        rejection(DOUBLE, new SourceValue.Whole((1L << 53) + 1), QuarantineReason.INEXACT),
        rejection(DOUBLE, text("1e400"), QuarantineReason.OUT_OF_RANGE),
        rejection(SINGLE, new SourceValue.Real(0.1), QuarantineReason.INEXACT),
        rejection(SINGLE, new SourceValue.Real(1e-320), QuarantineReason.INEXACT),
        rejection(INT, new SourceValue.Whole(2147483648L), QuarantineReason.OUT_OF_RANGE),
        rejection(INT, new SourceValue.Real(1.5), QuarantineReason.TOO_MANY_DIGITS),
        rejection(INT, text(""), QuarantineReason.NOT_A_NUMBER),
        rejection(BooleanConversion.USUAL, text(""), QuarantineReason.NOT_A_BOOLEAN),
        rejection(
            BooleanConversion.USUAL, new SourceValue.Whole(2), QuarantineReason.NOT_A_BOOLEAN),
        rejection(FOLDER_TYPE, text("dummy"), QuarantineReason.NOT_A_MEMBER),
        rejection(HEX, text("abc"), QuarantineReason.NOT_ENCODED_BYTES),
        rejection(BASE64, text("A*"), QuarantineReason.NOT_ENCODED_BYTES),
        rejection(BLOB, text("a"), QuarantineReason.WRONG_STORAGE_CLASS),
        rejection(VECTOR, text("[1,2]"), QuarantineReason.NOT_A_VECTOR),
        rejection(VECTOR, text("[1,[2],3]"), QuarantineReason.NOT_A_VECTOR),
        rejection(VECTOR, text("[1,1e39,3]"), QuarantineReason.OUT_OF_RANGE),
        rejection(VECTOR, blob("0000803f"), QuarantineReason.NOT_A_VECTOR),
        rejection(VECTOR, blob("0000803f0000c07f0000803f"), QuarantineReason.OUT_OF_RANGE),
        rejection(new TextConversion(0), text("A\0B"), QuarantineReason.NUL_CHARACTER),
        rejection(new TextConversion(0), text("\ud83d"), QuarantineReason.NOT_UNICODE),
        rejection(new TextConversion(2), text("abc"), QuarantineReason.TOO_LONG),
        rejection(new TextConversion(0), blob("fffe"), QuarantineReason.WRONG_STORAGE_CLASS));
  }

  @ParameterizedTest
  @CsvSource({
    "HALF_EVEN, 1.985, 1.98",
    "HALF_EVEN, 1.995, 2.00",
    "HALF_EVEN, 1.98500000000000001, 1.99",
    "HALF_EVEN, -0.005, 0.00",
    "TRUNCATE, 1.989, 1.98",
    "TRUNCATE, -1.989, -1.98",
    "TRUNCATE, 7, 7.00",
  })
  void roundsNumbersOnlyAsDeclared(DigitRounding rounding, String text, String literal) {
    assertThat(new NumericConversion(5, 2, rounding).convert(text(text)))
        .isEqualTo(ConversionOutcome.converted(literal));
  }

  @Test
  void whatRoundsBeyondTheRangeIsRejected() {
    // when
    ConversionOutcome outcome =
        new NumericConversion(3, 2, DigitRounding.HALF_EVEN).convert(text("9.995"));

    // then
    assertThat(((ConversionOutcome.Rejected) outcome).reason())
        .isEqualTo(QuarantineReason.OUT_OF_RANGE);
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejects(Conversion conversion, SourceValue value, QuarantineReason reason) {
    assertThat(conversion.convert(value))
        .isInstanceOfSatisfying(
            ConversionOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  @Test
  void keepsMessagesShortAndPrintable() {
    ConversionOutcome outcome = new TextConversion(3).convert(text("x\u0001".repeat(10_000)));
    assertThat(((ConversionOutcome.Rejected) outcome).text())
        .hasSizeLessThan(400)
        .contains("\\u0001");
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
  void refusesFloatsThatWouldFillTheMemoryAsDigits() {
    String digits = "[" + "1e131000,".repeat(200) + "1]";
    assertThat(JSONB.convert(text(digits))).isInstanceOf(ConversionOutcome.Rejected.class);
    assertThat(JSON.convert(text(digits))).isEqualTo(ConversionOutcome.converted(digits));
  }

  @Test
  void saysWhatIsLost() {
    assertThat(JSON.fidelity().invertible()).isTrue();
    assertThat(JSONB.fidelity().lossless()).isFalse();
    assertThat(BLOB.fidelity().invertible()).isTrue();
    assertThat(new EnumConversion("text", Map.of("a", "x", "b", "x")).fidelity().lossless())
        .isFalse();
  }

  private static SourceValue text(String value) {
    return new SourceValue.Text(value);
  }

  private static SourceValue blob(String hex) {
    return new SourceValue.Bytes(HexFormat.of().parseHex(hex));
  }

  private static Arguments value(Conversion conversion, SourceValue value, String literal) {
    return Arguments.of(conversion, value, literal);
  }

  private static Arguments rejection(
      Conversion conversion, SourceValue value, QuarantineReason reason) {
    return Arguments.of(conversion, value, reason);
  }
}
