package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import io.tributary.files.chroma.source.ChromaSourceError;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FailureTraceTest {
  private static final StreamId ID = new StreamId("shop", "legacy");
  private static final Function<String, Optional<? extends ErrorCode>> NOBODYS =
      code -> Optional.empty();

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
            NOBODYS);

    // then
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-SLOT-LOST");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message())
        .isEqualTo("Capture of source legacy: the server removed WAL. Start anew.");
  }

  @Test
  void restartsWhereTheNamedErrorPasses() {
    String trace = "x.ConnectException: TRB-CAPTURE-SOURCE-REFUSED: the source refused (28P01)";
    ErrorReport error =
        FailureTrace.error(ID, trace, code -> Optional.of(CaptureError.SLOT_WAL_LOW));
    assertThat(error.retryable()).isTrue();
    assertThat(error.type()).isEqualTo(ErrorType.RESOURCE);
  }

  @Test
  void takesTypeAndRetryFromTheErrorsOfTheChromaConnector() {
    // given
    String refused =
        "org.apache.kafka.connect.errors.ConnectException: stopped\nCaused by: io.x.ChromaFailure:"
            + " TRB-CHROMA-FORMAT-0-3: /a was written by Chroma 0.3";
    // when
    ErrorReport error = FailureTrace.error(ID, refused, ChromaSourceError::of);
    // then
    assertThat(error.code()).isEqualTo("TRB-CHROMA-FORMAT-0-3");
    assertThat(error.type()).isEqualTo(ErrorType.USER);
    assertThat(error.retryable()).isFalse();
    assertThat(error.message()).isEqualTo("Capture of source legacy: /a was written by Chroma 0.3");
    // and one that passes once somebody mends the directory
    String damaged = "io.x.ChromaFailure: TRB-CHROMA-FOLDER-DAMAGED: half written";
    assertThat(FailureTrace.error(ID, damaged, ChromaSourceError::of).retryable()).isTrue();
  }

  @Test
  void knowsTheNamedErrorsOfTheSqliteConnector() {
    String trace = "io.x.SqliteFailure: TRB-SQLITE-FILE-REPLACED: /a.db is another file";
    ErrorReport error = FailureTrace.error(ID, trace, NOBODYS);
    assertThat(error.code()).isEqualTo("TRB-SQLITE-FILE-REPLACED");
    assertThat(error.retryable()).isFalse();
  }

  @Test
  void namesTheRootCauseOfAnythingElse() {
    // when
    ErrorReport error =
        FailureTrace.error(
            ID, "a.A: top\n\tat x\nCaused by: b.B: mid\n\tat y\nCaused by: c.C: root", NOBODYS);

    // then
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-TASK-FAILED");
    assertThat(error.retryable()).isTrue();
    assertThat(error.message()).contains("c.C: root").contains("source legacy");
  }
}
