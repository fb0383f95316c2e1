package io.tributary.cdc.schema.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.ConnectionSource;
import io.tributary.database.DatabaseSession;
import io.tributary.database.StateVersion;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tributary's own schema in a target, as other versions and other people leave it. */
class StateSchemaIT {
  private static final String DATABASE = "state_schema_it";
  private final StateSchema schema = new StateSchema(AllGrants.secrets());
  private DatabaseSession target;

  @BeforeEach
  void create() {
    PostgresFixture.target().createDatabase(DATABASE);
    DatabaseAddress place = SchemaFixture.connection(PostgresFixture.target(), DATABASE);
    target = new Databases().open(place);
  }

  @AfterEach
  void drop() {
    target.close();
    PostgresFixture.target().dropDatabase(DATABASE);
  }

  @Test
  void isBroughtUpToDateAndThenLeftAsItIs() {
    // given one of the version before
    Flyway.configure()
        .dataSource(
            ConnectionSource.of(
                target.place(), AllGrants.secrets(), "former version", Duration.ZERO))
        .schemas("tributary")
        .locations("classpath:db/tributary")
        .target(String.valueOf(StateVersion.NEWEST - 1))
        .load()
        .migrate();
    assertThat(target.with(StateVersion::of)).isEqualTo(StateVersion.NEWEST - 1);

    // when
    schema.ensure(target);
    schema.ensure(target);

    // then
    assertThat(target.with(StateVersion::of)).isEqualTo(StateVersion.NEWEST);
    assertThat(
            target.number(
                "SELECT count(*) FROM tributary.flyway_schema_history WHERE version = '"
                    + StateVersion.NEWEST
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void isRefusedAndLeftAloneAfterANewerVersionHasChangedIt() {
    // given
    schema.ensure(target);
    target.run(
        "INSERT INTO tributary.flyway_schema_history"
            + " SELECT installed_rank + 1, '99', 'to come', type, 'V99__to_come.sql', 7,"
            + " installed_by, installed_on, 1, true FROM tributary.flyway_schema_history"
            + " ORDER BY installed_rank DESC LIMIT 1");

    // when
    TributaryException refused =
        catchThrowableOfType(TributaryException.class, () -> schema.ensure(target));

    // then
    assertThat(refused.report().code()).isEqualTo("TRB-SCHEMA-STATE-NEWER");
    assertThat(refused)
        .hasMessageContaining("of version 99, which this cdc-service does not know")
        .hasMessageContaining("run the version of cdc-service that belongs to the orchestrator");
  }

  @Test
  void isRefusedWhereSomethingInItBelongsToSomebodyElse() {
    // given
    target.run("CREATE ROLE state_schema_other");
    try {
      schema.ensure(target);
      target.run("ALTER TABLE tributary.checkpoint OWNER TO state_schema_other");

      // when
      TributaryException refused =
          catchThrowableOfType(TributaryException.class, () -> schema.ensure(target));

      // then
      assertThat(refused.report().code()).isEqualTo("TRB-SCHEMA-STATE-FOREIGN");
      assertThat(refused).hasMessageContaining("belongs to state_schema_other");
    } finally {
      target.run("DROP OWNED BY state_schema_other CASCADE");
      target.run("DROP ROLE state_schema_other");
    }
  }
}
