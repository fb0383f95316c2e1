package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter.Converter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class LiteralConverterTest {

  private final Converter plain = converter(null);

  @Test
  void passesTextOn() {
    assertThat(plain.convert("0044-03-15 BC")).isEqualTo("0044-03-15 BC");
    assertThat(plain.convert("")).isEqualTo("");
    assertThat(plain.convert(null)).isNull();
  }

  @Test
  void marksEveryFormOfAnUnchangedValue() {
    assertThat(plain.convert(UnchangedToastedReplicationMessageColumn.UNCHANGED_TOAST_VALUE))
        .isEqualTo(LiteralConverter.UNCHANGED);
    assertThat(plain.convert(UnchangedToastedReplicationMessageColumn.UNCHANGED_UUID_TOAST_VALUE))
        .isEqualTo(LiteralConverter.UNCHANGED);
  }

  @Test
  void refusesAnyOtherObjectNamingTheColumnAndItsClass() {
    assertThatThrownBy(() -> plain.convert(1.5))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("public.t.c")
        .hasMessageContaining("java.lang.Double")
        .cause()
        .hasMessageContaining("public.t.c");
  }

  @Test
  void keepsTheColumnDefaultOutOfTheSchemaAndEqualValuesIn() {
    String defaultValue = "nobody";
    Converter converter = converter(defaultValue);
    assertThat(converter.convert(defaultValue)).isNull();
    assertThat(converter.convert(defaultValue)).isEqualTo("nobody");
  }

  private static Converter converter(Object defaultValue) {
    AtomicReference<Converter> registered = new AtomicReference<>();
    new LiteralConverter()
        .converterFor(
            new TextColumn(defaultValue), (schema, converter) -> registered.set(converter));
    return registered.get();
  }

  private record TextColumn(Object defaultValue) implements RelationalColumn {

    @Override
    public String name() {
      return "c";
    }

    @Override
    public String dataCollection() {
      return "public.t";
    }

    @Override
    public int jdbcType() {
      return java.sql.Types.VARCHAR;
    }

    @Override
    public int nativeType() {
      return 25;
    }

    @Override
    public String typeName() {
      return "text";
    }

    @Override
    public String typeExpression() {
      return "text";
    }

    @Override
    public OptionalInt length() {
      return OptionalInt.empty();
    }

    @Override
    public OptionalInt scale() {
      return OptionalInt.empty();
    }

    @Override
    public boolean isOptional() {
      return true;
    }

    @Override
    public boolean hasDefaultValue() {
      return defaultValue != null;
    }
  }
}
