package io.tributary.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCode;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void endsASentenceWithOneFullStop() {
    assertThat(Sentences.tidy("It is locked.. Try again..")).isEqualTo("It is locked. Try again.");
    assertThat(Sentences.tidy("No file (see its error.).")).isEqualTo("No file (see its error).");
  }

  @Test
  void leavesEllipsesAndPathsAlone() {
    for (String text :
        new String[] {"and so on...", "after 1, 2 … 60 s.", "/srv/../old.db is gone."}) {
      assertThat(Sentences.tidy(text)).isEqualTo(text);
    }
  }

  @Test
  void dropsThePlaceInAStatementThatNobodySees() {
    SQLException failure =
        new SQLException("ERROR: column \"x\" does not exist\n  Hint: Look again.\n  Position: 58");
    assertThat(Sentences.of(failure))
        .isEqualTo("ERROR: column \"x\" does not exist. Hint: Look again");
  }

  @Test
  void saysThatAHostIsUnknown() {
    SQLException failure =
        new SQLException("The connection attempt failed.", new UnknownHostException("db.intrnal"));
    assertThat(Sentences.of(failure))
        .isEqualTo("this machine knows no host of that name (db.intrnal)");
  }

  @Test
  void holdsForEveryErrorAndEveryCheck() {
    TributaryException error = new TributaryException(new Code(), "No. It failed: gone..");

    assertThat(error).hasMessage("No. It failed: gone.");
    assertThat(error.report().message()).isEqualTo("No. It failed: gone.");
    assertThat(new ErrorReport("C", ErrorType.USER, false, "Gone..", Map.of()).message())
        .isEqualTo("Gone.");
    assertThat(PreflightCode.CONNECT.failed("s", "Gone..", "Look..").finding()).isEqualTo("Gone.");
    assertThat(PreflightCode.CONNECT.failed("s", "Gone..", "Look..").fix()).isEqualTo("Look.");
  }

  private record Code() implements ErrorCode {
    @Override
    public ErrorFact fact() {
      return ErrorFact.lasting("TRB-TEST-CODE", ErrorType.USER, "It is a test.", "Nothing.");
    }
  }
}
