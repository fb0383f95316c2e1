package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.RowImage;
import io.tributary.common.conversion.BytesEncoding;
import io.tributary.common.conversion.DigitRounding;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.ValueSettings;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.conversion.IntegerConversion.Width;
import io.tributary.mapping.row.KeyReturn;
import io.tributary.mapping.row.ReturnedRow;
import io.tributary.mapping.row.RowReturn;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.lang.reflect.RecordComponent;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values go from a column of a real SQLite database to a real PostgreSQL and back. PostgreSQL says
 * what it prints and which values are equal, SQLite what it makes of a value that is stored.
 */
class ReturnIT {
  private static final int VALUES = 1_000;
  private static final long SEED = Optional.ofNullable(Long.getLong("seed")).orElse(20_261_123L);
  private static final ZoneRule BERLIN = ZoneRule.of("Europe/Berlin");

  static Stream<Arguments> conversions() {
    return Stream.of(
        Arguments.of(BooleanConversion.USUAL, false),
        Arguments.of(new BooleanConversion(Set.of("ja", "j"), Set.of("nein")), false),
        Arguments.of(new BytesConversion(BytesEncoding.NONE), false),
        Arguments.of(new BytesConversion(BytesEncoding.HEX), false),
        Arguments.of(new BytesConversion(BytesEncoding.BASE64), false),
        Arguments.of(new BytesConversion(BytesEncoding.BASE64_URL), false),
        Arguments.of(new DateConversion(), false),
        Arguments.of(new EmptyAsNullConversion(new TextConversion(0)), true),
        Arguments.of(
            new EnumConversion("text", Map.of("open", "o", "OPEN", "o", "shut", "s")), false),
        Arguments.of(new IntegerConversion(Width.SMALLINT), false),
        Arguments.of(new IntegerConversion(Width.INTEGER), false),
        Arguments.of(new IntegerConversion(Width.BIGINT), true),
        Arguments.of(new JsonConversion(false), true),
        Arguments.of(new JsonConversion(true), true),
        Arguments.of(new NotNullConversion(new IntegerConversion(Width.INTEGER), true), false),
        Arguments.of(new NumericConversion(0, 0), true),
        Arguments.of(new NumericConversion(12, 2), false),
        Arguments.of(new NumericConversion(12, 2, DigitRounding.HALF_EVEN), false),
        Arguments.of(new NumericConversion(9, 1, DigitRounding.TRUNCATE), false),
        Arguments.of(new RealConversion(true), false),
        Arguments.of(new RealConversion(false), true),
        Arguments.of(new TextConversion(0), true),
        Arguments.of(new TextConversion(7), true),
        Arguments.of(new TimeConversion(), false),
        Arguments.of(new TimeConversion(1, DigitRounding.TRUNCATE), false),
        Arguments.of(new TimeConversion(0, DigitRounding.HALF_EVEN), false),
        Arguments.of(
            new TimestampConversion(true, BERLIN, EpochUnit.BY_DIGITS, 0, DigitRounding.TRUNCATE),
            false),
        Arguments.of(new TimestampConversion(true, ZoneRule.UTC, EpochUnit.BY_DIGITS, 6), false),
        Arguments.of(new TimestampConversion(true, BERLIN, EpochUnit.MILLIS, 6), false),
        Arguments.of(new TimestampConversion(false, ZoneRule.UTC, EpochUnit.MICROS, 6), false),
        Arguments.of(new TimestampConversion(true, ZoneRule.NONE, EpochUnit.NONE, 3), false),
        Arguments.of(new TimestampConversion(false, BERLIN, EpochUnit.SECONDS, 6), true),
        Arguments.of(new TimestampConversion(false, ZoneRule.NONE, EpochUnit.NONE, 6), false),
        Arguments.of(new UuidConversion(null, true), false),
        Arguments.of(new UuidConversion(new UUID(1, 2), false), false),
        Arguments.of(new VectorConversion(3, false), false),
        Arguments.of(new VectorConversion(3), false));
  }

  /** One that is added later has to be here, and so has each word that a migration file may use. */
  @Test
  void hasEveryConversionThereIsWithEachOfItsOptions() throws Exception {
    // given
    List<Conversion> here =
        conversions().map(arguments -> (Conversion) arguments.get()[0]).toList();
    Set<String> options = new HashSet<>();
    for (Conversion conversion : here) {
      for (RecordComponent part : conversion.getClass().getRecordComponents()) {
        options.add(String.valueOf(part.getAccessor().invoke(conversion)));
      }
    }

    // then
    assertThat(here.stream().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(ofTheProduct());
    for (Enum<?>[] all :
        List.of(
            BytesEncoding.values(), DigitRounding.values(), EpochUnit.values(), Width.values())) {
      assertThat(options)
          .containsAll(Arrays.stream(all).map(String::valueOf).collect(Collectors.toSet()));
    }
  }

  /**
   * All classes of the module that convert values, from where they were compiled or packaged to.
   */
  private static List<Class<?>> ofTheProduct() throws Exception {
    Path place =
        Path.of(Conversion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return below(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return below(jar.getPath("/"));
    }
  }

  private static List<Class<?>> below(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      List<Class<?>> found = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (Conversion.class.isAssignableFrom(type) && !type.isInterface()) {
          found.add(type);
        }
      }
      return found;
    }
  }

  /**
   * A value stays where the target has it unchanged, and comes back in the place of any other one,
   * and in a row that the source never had; or is refused, where the target holds what SQLite
   * cannot.
   *
   * @param refuses whether columns of some affinity cannot hold all values
   */
  @ParameterizedTest
  @MethodSource("conversions")
  void givesBackWhatIsReadAsTheSameValueAgain(Conversion conversion, boolean refuses)
      throws SQLException {
    Random random = new Random(SEED);
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
        Connection postgres = PostgresFixture.target().connect("postgres")) {
      postgres.createStatement().execute(ValueSettings.SQL);
      for (Affinity affinity : Affinity.values()) {
        StoredColumn column = new StoredColumn(sqlite, affinity);
        List<SourceValue> taken = taken(conversion, column, random);
        if (taken.isEmpty()) {
          continue;
        }
        String as = "%s in a column of affinity %s, seed %d".formatted(conversion, affinity, SEED);
        List<String> printed =
            PrintedValues.print(postgres, conversion.targetType(), literals(conversion, taken));
        assertLeftAlone(conversion, affinity, taken, printed, as);
        List<SourceValue> others = new ArrayList<>(taken);
        Collections.shuffle(others, random);
        assertReturned(postgres, conversion, column, others, printed, refuses, as + ", replacing");
        assertReturned(postgres, conversion, column, List.of(), printed, refuses, as + ", new");
      }
    }
  }

  /** A row that nobody touched is not written, and one that is keeps its other columns. */
  private static void assertLeftAlone(
      Conversion conversion,
      Affinity affinity,
      List<SourceValue> stored,
      List<String> printed,
      String as) {
    RowReturn back = new RowReturn(table(conversion, affinity));
    for (int i = 0; i < printed.size(); i++) {
      Map<String, SourceValue> row = Map.of("v", stored.get(i), "w", new SourceValue.Text("here"));
      String of = "%s: %s for %s".formatted(as, printed.get(i), stored.get(i));
      assertThat(back.back(row(printed.get(i), "here"), row, KeyReturn.NONE))
          .as(of)
          .isEqualTo(new ReturnedRow.Accepted(Map.of()));
      assertThat(back.back(row(printed.get(i), "there"), row, KeyReturn.NONE))
          .as(of)
          .isEqualTo(new ReturnedRow.Accepted(Map.of("w", new SourceValue.Text("there"))));
    }
  }

  private static RowImage row(String printed, String other) {
    return new RowImage(List.of("V", "w"), Arrays.asList(printed, other));
  }

  private static TableMapping table(Conversion conversion, Affinity affinity) {
    return new TableMapping(
        new TableName("main", "t"),
        new TableName("app", "t"),
        List.of(
            new ColumnMapping("v", affinity, "V", conversion),
            new ColumnMapping("w", Affinity.TEXT, "w", new TextConversion(0))),
        Map.of("origin", "constant"),
        List.of("w"));
  }

  private static void assertReturned(
      Connection postgres,
      Conversion conversion,
      StoredColumn column,
      List<SourceValue> before,
      List<String> printed,
      boolean refuses,
      String as)
      throws SQLException {
    RowReturn back = new RowReturn(table(conversion, column.affinity()));
    List<String> expected = new ArrayList<>();
    List<String> again = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < printed.size(); i++) {
      Map<String, SourceValue> row =
          before.isEmpty()
              ? Map.of()
              : Map.of("v", before.get(i), "w", new SourceValue.Text("here"));
      ReturnedRow outcome = back.back(row(printed.get(i), "here"), row, KeyReturn.NONE);
      if (outcome instanceof ReturnedRow.Refused refusal) {
        refused++;
        assertThat(refuses).as("%s: %s instead of %s", as, refusal, row).isTrue();
        continue;
      }
      Map<String, SourceValue> changed = ((ReturnedRow.Accepted) outcome).changed();
      SourceValue stored =
          changed.containsKey("v") ? column.store(changed.get("v")) : before.get(i);
      ConversionOutcome converted = conversion.convert(stored);
      assertThat(converted)
          .as("%s: %s as %s instead of %s", as, printed.get(i), stored, row)
          .isInstanceOf(ConversionOutcome.Converted.class);
      again.add(((ConversionOutcome.Converted) converted).literal());
      expected.add(printed.get(i));
    }
    assertThat(refused).as(as).isLessThanOrEqualTo(printed.size() / 2);
    assertThat(PrintedValues.print(postgres, conversion.targetType(), again))
        .as(as)
        .satisfies(
            got -> PrintedValues.assertEqual(postgres, conversion.targetType(), expected, got));
  }

  private static List<SourceValue> taken(Conversion conversion, StoredColumn column, Random random)
      throws SQLException {
    List<SourceValue> taken = new ArrayList<>();
    RandomValues values = new RandomValues(random);
    for (int i = 0; i < VALUES; i++) {
      SourceValue stored = column.store(values.of(conversion));
      if (conversion.convert(stored) instanceof ConversionOutcome.Converted) {
        taken.add(stored);
      }
    }
    return taken;
  }

  private static List<String> literals(Conversion conversion, List<SourceValue> values) {
    List<String> literals = new ArrayList<>();
    values.forEach(
        value -> literals.add(((ConversionOutcome.Converted) conversion.convert(value)).literal()));
    return literals;
  }
}
