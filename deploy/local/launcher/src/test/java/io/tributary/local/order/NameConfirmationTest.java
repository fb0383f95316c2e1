package io.tributary.local.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class NameConfirmationTest {
  private final StringWriter asked = new StringWriter();

  @Test
  void letsAnOrderPassWhenItsNameIsTyped() {
    typing("shop \n").require("shop", "cutover shop", "Applications will wait.");

    assertThat(asked.toString()).startsWith("Applications will wait.").contains("name");
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> typing("yes\n").require("shop", "cutover shop", "."))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(failure.inWords())
                  .contains("Nothing was ordered.", "Next: ./tributary cutover shop");
            });
  }

  @Test
  void namesTheOptionForScriptsWhereNobodyTypes() {
    assertThatThrownBy(() -> typing("").require("shop", "abort shop", "."))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.inWords()).contains("./tributary abort shop --yes"));
  }

  private NameConfirmation typing(String text) {
    return new NameConfirmation(new BufferedReader(new StringReader(text)), new PrintWriter(asked));
  }
}
