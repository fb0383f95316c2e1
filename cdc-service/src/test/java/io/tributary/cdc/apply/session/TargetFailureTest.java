package io.tributary.cdc.apply.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.RowValues;
import io.tributary.common.json.Json;
import io.vertx.pgclient.PgException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetFailureTest {
  private static final List<PgException> ANSWERS =
      List.of(
          answer(
              "23505",
              "duplicate key value violates unique constraint \"item_pkey\"",
              "Key (id)=(4711) already exists.",
              null),
          answer(
              "23P01",
              "conflicting key value violates exclusion constraint \"x\"",
              "Key (a)=(4711) conflicts with existing key (a)=(4711).",
              null),
          answer("22P02", "invalid input syntax for type integer: \"4711\"", null, null),
          answer("22003", "value \"4711\" is out of range for type smallint", null, null),
          answer(
              "23514", "no 4711 here", null, "PL/pgSQL function app.checked(text) line 3 at RAISE"),
          answer("23514", "no 4711 here", null, "PL/pgSQL-Funktion app.f() Zeile 3 bei RAISE"),
          answer("P0001", "no 4711 here", null, null));

  private static PgException answer(String state, String message, String detail, String context) {
    return new PgException(
        message, "ERROR", state, detail, null, null, null, null, context, null, null, null, null,
        null, null, null, null);
  }

  @AfterEach
  void asUnset() {
    System.clearProperty(RowValues.SETTING);
  }

  @Test
  void saysNoValueOfTheRowAndKeepsItForTheDeadLetter() {
    for (PgException answer : ANSWERS) {
      TargetFailure failure = TargetFailure.of("the target db:5432/target", answer);
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));

      assertThat(Json.text(failure.report()) + failure.said() + stack)
          .doesNotContain("4711")
          .contains(answer.getSqlState());
      assertThat(failure.answer()).contains("4711");
      assertThat(Json.text(failure.whole())).contains("4711");
    }
  }

  @Test
  void saysThemWhereItIsToldSo() {
    System.setProperty(RowValues.SETTING, "true");
    for (PgException answer : ANSWERS) {
      TargetFailure failure = TargetFailure.of("the target db:5432/target", answer);
      assertThat(failure.said()).contains("4711");
      assertThat(failure).hasMessageContaining("4711");
    }
  }
}
