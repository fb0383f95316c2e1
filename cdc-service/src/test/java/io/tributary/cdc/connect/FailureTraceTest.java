package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import org.junit.jupiter.api.Test;

class FailureTraceTest {
  private static final StreamId ID = new StreamId("shop", "legacy");

  @Test
  void takesTheNamedErrorOfTheConnectorAndDoesNotRestart() {
    // when
    ErrorReport error =
        FailureTrace.error(
            ID,
            """
            org.apache.kafka.connect.errors.ConnectException: Exiting
            \tat io.debezium.Engine.run(Engine.java:1)
            Caused by: x.ConnectException: TRB-CAPTURE-SLOT-LOST: the server removed WAL. Start anew.
            \tat somewhere
            """,
            code -> false);

    // then
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-SLOT-LOST");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message())
        .isEqualTo("Capture of source legacy: the server removed WAL. Start anew.");
  }

  @Test
  void restartsWhereTheNamedErrorPasses() {
    String trace = "x.ConnectException: TRB-CAPTURE-SOURCE-REFUSED: the source refused (28P01)";
    assertThat(FailureTrace.error(ID, trace, "TRB-CAPTURE-SOURCE-REFUSED"::equals).retryable())
        .isTrue();
  }

  @Test
  void knowsTheNamedErrorsOfTheSqliteConnector() {
    String trace = "io.x.SqliteFailure: TRB-SQLITE-FILE-REPLACED: /a.db is another file";
    ErrorReport error = FailureTrace.error(ID, trace, code -> false);
    assertThat(error.code()).isEqualTo("TRB-SQLITE-FILE-REPLACED");
    assertThat(error.retryable()).isFalse();
  }

  @Test
  void namesTheRootCauseOfAnythingElse() {
    // when
    ErrorReport error =
        FailureTrace.error(
            ID,
            "a.A: top\n\tat x\nCaused by: b.B: mid\n\tat y\nCaused by: c.C: root",
            code -> false);

    // then
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-TASK-FAILED");
    assertThat(error.retryable()).isTrue();
    assertThat(error.message()).contains("c.C: root").contains("source legacy");
  }
}
