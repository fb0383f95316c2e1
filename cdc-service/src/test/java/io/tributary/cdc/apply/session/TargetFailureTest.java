package io.tributary.cdc.apply.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.vertx.pgclient.PgException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetFailureTest {
  private static final List<PgException> ANSWERS =
      List.of(
          answer(
              "23505",
              "duplicate key value violates unique constraint \"item_pkey\"",
              "Key (id)=(4711) already exists."),
          answer(
              "23P01",
              "conflicting key value violates exclusion constraint \"x\"",
              "Key (a)=(4711) conflicts with existing key (a)=(4711)."),
          answer("22P02", "invalid input syntax for type integer: \"4711\"", null),
          answer("22003", "value \"4711\" is out of range for type smallint", null));

  private static PgException answer(String state, String message, String detail) {
    return new PgException(message, "ERROR", state, detail);
  }

  @Test
  void saysNoValueOfTheRowAndKeepsItForTheDeadLetter() {
    for (PgException answer : ANSWERS) {
      TargetFailure failure = TargetFailure.of("db:5432/target", answer);
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));

      assertThat(Json.text(failure.report()) + stack)
          .doesNotContain("4711")
          .contains(answer.getSqlState());
      assertThat(failure.answer()).contains("4711");
      assertThat(TargetFailure.withoutValues(failure.answer()))
          .doesNotContain("4711")
          .contains(answer.getSqlState());
      assertThat(Json.text(failure.whole())).contains("4711");
    }
  }
}
