package io.tributary.database.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

class LoginKeysTest {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  @Test
  void derivesWhatTheJavaItselfDerivesTheFirstTimeAndLater() throws Exception {
    // given
    LoginKeys.remember();
    LoginKeys.remember();
    SecretKeyFactory own = SecretKeyFactory.getInstance(ALGORITHM, "SunJCE");
    SecretKeyFactory factory = SecretKeyFactory.getInstance(ALGORITHM);
    assertThat(factory.getProvider()).isInstanceOf(LoginKeys.class);
    for (int time = 0; time < 3; time++) {
      for (String password : new String[] {"a", "b", "äß\uD83D\uDE00", " "}) {
        for (int salt = 0; salt < 3; salt++) {
          for (int iterations : new int[] {1, 4096}) {
            for (int bits : new int[] {128, 256}) {
              // when
              byte[] derived =
                  factory.generateSecret(spec(password, salt, iterations, bits)).getEncoded();
              // then
              assertThat(derived)
                  .isEqualTo(
                      own.generateSecret(spec(password, salt, iterations, bits)).getEncoded());
              derived[0]++;
            }
          }
        }
      }
    }
  }

  @Test
  void agreesWithTheVectorOfTheRfc() throws Exception {
    // given: RFC 7914, section 11
    LoginKeys.remember();
    PBEKeySpec spec = new PBEKeySpec("passwd".toCharArray(), "salt".getBytes("UTF-8"), 1, 512);

    // then
    for (int time = 0; time < 2; time++) {
      assertThat(
              HexFormat.of()
                  .formatHex(
                      SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded()))
          .startsWith("55ac046e56e3089fec1691c22544b605");
    }
  }

  @Test
  void isThereOnceHoweverOftenItIsAskedFor() {
    LoginKeys.remember();
    LoginKeys.remember();

    assertThat(Security.getProviders())
        .filteredOn(provider -> provider.getName().equals("TributaryLoginKeys"))
        .hasSize(1);
  }

  private static PBEKeySpec spec(String password, int salt, int iterations, int bits) {
    return new PBEKeySpec(password.toCharArray(), new byte[] {(byte) salt, 7}, iterations, bits);
  }
}
