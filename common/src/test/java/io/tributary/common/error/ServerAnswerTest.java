package io.tributary.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAnswerTest {
  private static final String FOUND = "ERROR: row secret is bad";

  @AfterEach
  void asUnset() {
    System.clearProperty(RowValues.SETTING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PL/pgSQL function app.checked(text) line 3 at RAISE",
        "PL/pgSQL-Funktion app.checked(text) Zeile 3 bei RAISE",
        "fonction PL/pgSQL app.checked(text), ligne 3 à RAISE",
        "SQL function \"checked\" statement 1",
        "PL/Python function \"checked\"",
        "checked() LINE 1: throw x",
        "PL/pgSQL function app.checked(text) line 3 at RAISE\nCOPY t, line 1, column n: \"secret\"",
        "PL/pgSQL function tributary.keep_1() line 3 at IF\nPL/pgSQL function app.f() line 1 at RAISE"
      })
  void hidesWhatAFunctionSaysWhateverItsCode(String context) {
    assertThat(new ServerAnswer("23514", FOUND, context).shown()).doesNotContain("secret");
  }

  @Test
  void namesTheFunctionThatSaidIt() {
    String context =
        "PL/pgSQL function app.checked(text) line 3 at RAISE\nSQL statement \"secret\"";
    assertThat(new ServerAnswer("P0001", FOUND, context).shown())
        .contains("PL/pgSQL function app.checked(text) line 3 at RAISE", RowValues.SETTING)
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0001", "P0004"})
  void hidesWhatIsRaisedWithoutAContext(String state) {
    assertThat(new ServerAnswer(state, FOUND, null).shown()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "COPY t, line 1, column n: \"PL/\"",
        "PL/pgSQL function tributary.keep_17() line 7 at RAISE",
        "PL/pgSQL function tributary.keep_17() line 7 at RAISE\nCOPY t, line 1"
      })
  void showsWhatTheServerSaysAndFunctionsOfTributary(String context) {
    assertThat(new ServerAnswer("23514", FOUND, context).shown()).isEqualTo(FOUND);
  }

  @Test
  void showsEverythingWhereItIsToldSo() {
    System.setProperty(RowValues.SETTING, "true");
    assertThat(new ServerAnswer("P0001", FOUND, null).shown()).isEqualTo(FOUND);
  }

  @Test
  void leavesNoMessageOfADriverInALoggedStackUnlessToldSo() {
    SQLException refused = new SQLException(FOUND, "P0001", new IllegalStateException("below"));

    assertThat(stack(refused))
        .doesNotContain("secret")
        .contains("java.sql.SQLException", "P0001", "below", "ServerAnswerTest");

    System.setProperty(RowValues.SETTING, "true");
    assertThat(stack(refused)).contains(FOUND);
  }

  private static String stack(Throwable cause) {
    StringWriter stack = new StringWriter();
    new TributaryException(ChangeError.MALFORMED, "It failed.", Map.of(), cause)
        .printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }
}
