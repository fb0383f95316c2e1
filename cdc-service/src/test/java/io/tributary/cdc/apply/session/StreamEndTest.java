package io.tributary.cdc.apply.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.file.MigrationFile;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** An error says whose database refuses, whichever way the stream goes. */
class StreamEndTest {
  private static final Migration MIGRATION =
      MigrationFile.parse(
          """
          migration: m
          target:
            connection: {host: new, database: all, user: u, tls-unverified: accepted}
            schemas: {app: {role: app}, notes: {role: notes}}
          sources:
            - name: shop
              kind: postgresql
              connection: {host: old, database: shop, user: u, tls-unverified: accepted}
              schemas: [{from: public, to: app}]
              way-back: replicate
            - name: file
              kind: sqlite
              file: /srv/app.db
              schemas: [{from: main, to: notes}]
              way-back: replicate
          """);

  @Test
  void isTheTargetOnTheWayOut() {
    assertThat(refused(moving("shop"))).startsWith("The target new:5432/all refused: too long");
    assertThat(refused(moving("file"))).startsWith("The target new:5432/all refused: too long");
  }

  @Test
  void isTheSourceOnItsWayBack() {
    assertThat(refused(moving("shop").reversed()))
        .startsWith("Source shop at old:5432/shop refused: too long")
        .contains("Mend the cause there and type `./tributary replay NAME`.")
        .doesNotContain("target");
    assertThat(lost(moving("shop").reversed()))
        .startsWith("The connection to source shop at old:5432/shop was lost");
  }

  @Test
  void isTheTargetWhereAWayBackOfAFileAsksIt() {
    assertThat(lost(moving("file").reversed()))
        .startsWith("The connection to the target new:5432/all was lost");
  }

  @Test
  void isInTheDeadLetterToo() {
    TargetFailure failure = failure(moving("shop").reversed());

    assertThat(failure.refusesChange()).isTrue();
    assertThat(failure.whole().code()).isEqualTo(ApplyError.CHANGE_REFUSED.code());
    assertThat(failure.whole().message()).startsWith("Source shop at old:5432/shop refused: ");
    assertThat(failure.whole().fields().toString()).contains("Source shop at old:5432/shop");
  }

  private static MovingSource moving(String source) {
    return new MovingSource(MIGRATION, MIGRATION.source(source));
  }

  private static String refused(MovingSource moving) {
    return failure(moving).report().message();
  }

  private static TargetFailure failure(MovingSource moving) {
    return TargetFailure.of(
        StreamEnd.of(moving).name(),
        new PgException(
            "too long",
            "ERROR",
            "22001",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static String lost(MovingSource moving) {
    return TargetFailure.of(StreamEnd.of(moving).name(), new IOException("reset"))
        .report()
        .message();
  }
}
