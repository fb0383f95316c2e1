package io.tributary.local.init.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChosenNamesTest {
  @Test
  void givesEachSourceAndSchemaANameOfItsOwn() {
    ChosenNames names = new ChosenNames();

    assertThat(names.source("My App.v2")).isEqualTo("my-app-v2");
    assertThat(names.source("my app v2")).isEqualTo("my-app-v2-2");
    assertThat(names.source("a-very-long-name-of-a-database")).isEqualTo("a-very-long-name-of");
    assertThat(names.source("a-very-long-name-of-a-table")).hasSizeLessThanOrEqualTo(20);
    assertThat(names.source("資料")).isEqualTo("source");
    assertThat(names.schema("my-app")).isEqualTo("my_app");
    assertThat(names.schema("my.app")).isEqualTo("my_app_2");
    assertThat(names.schema("public")).isEqualTo("public_2");
    assertThat(names.schema("pg_stuff")).isEqualTo("s_pg_stuff");
    assertThat(names.schema("2024")).isEqualTo("s_2024");
  }

  @Test
  void namesRolesAndVariablesAfterTheSource() {
    assertThat(ChosenNames.role("shop", "postgres")).isEqualTo("shop");
    assertThat(ChosenNames.role("shop", "shop")).isEqualTo("app_shop");
    assertThat(ChosenNames.role("my-shop", "admin")).isEqualTo("my_shop");
    assertThat(ChosenNames.variable("my-app_source")).isEqualTo("MY_APP_SOURCE_PASSWORD");
    assertThat(ChosenNames.variable("2024")).isEqualTo("_2024_PASSWORD");
  }
}
