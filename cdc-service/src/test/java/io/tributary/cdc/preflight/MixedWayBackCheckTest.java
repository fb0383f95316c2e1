package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import org.junit.jupiter.api.Test;

class MixedWayBackCheckTest {
  private static final String FILE =
      """
      migration: shop
      target:
        connection: {host: localhost, port: 1, database: t, user: u, password: {env: P}}
        schemas: {orders: {role: orders}, bills: {role: bills}}
      sources:
        - name: orders
          kind: postgresql
          connection: {host: localhost, port: 2, database: o, user: u, password: {env: P}}
          schemas: [{from: public, to: orders}]
          way-back: replicate
        - name: bills
          kind: postgresql
          connection: {host: localhost, port: 3, database: b, user: u, password: {env: P}}
          schemas: [{from: public, to: bills}]
          way-back: none
      """;

  @Test
  void warnsOfTheSourceThatTakesTheRollbackFromTheOthers() {
    // given
    Migration mixed = MigrationFile.parse(FILE);

    // then
    assertThat(MixedWayBackCheck.look(mixed))
        .singleElement()
        .satisfies(found -> assertThat(found.result()).isEqualTo(Result.WARNING))
        .satisfies(found -> assertThat(found.subject()).isEqualTo("bills"))
        .extracting(PreflightCheck::finding)
        .asString()
        .contains("Source bills has no way back", "no rollback is offered for any of them");
  }

  @Test
  void saysNothingWhereAllHaveOneOrNone() {
    assertThat(MixedWayBackCheck.look(MigrationFile.parse(FILE.replace(": none", ": replicate"))))
        .isEmpty();
    assertThat(MixedWayBackCheck.look(MigrationFile.parse(FILE.replace(": replicate", ": none"))))
        .isEmpty();
  }
}
