package io.tributary.local.init.look;

import io.tributary.checks.install.ExtensionInstall;
import io.tributary.checks.install.ServerBuild;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import io.tributary.database.ServerMessage;
import io.tributary.local.catalog.LookConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was found at the target.
 *
 * @param about for people
 * @param roles those that are asked for and exist
 * @param decisions what somebody has to do or decide, for people
 */
public record TargetLook(List<String> about, Set<String> roles, List<String> decisions) {
  private static final String HAS_VECTORS =
      "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector')";
  private static final String MISSING = "3D000";
  private static final String ROLES =
      "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY (?)";
  private static final String VERSION = "SELECT current_setting('server_version_num')::int / 10000";

  /**
   * Looks.
   *
   * @param vectors whether pgvector is needed
   * @param wanted the roles that the file would make
   * @throws SQLException when the server does not answer, but for a database that does not exist
   */
  public static TargetLook at(
      DatabaseAddress address, SecretReader secrets, Collection<String> wanted, boolean vectors)
      throws SQLException {
    try (LookConnection database = LookConnection.open(address, secrets, "init")) {
      Set<String> roles =
          new TreeSet<>(
              database.list(
                  ROLES, row -> row.getString(1), (Object) wanted.toArray(String[]::new)));
      List<String> decisions =
          new ArrayList<>(
              roles.stream()
                  .map(
                      role ->
                          "the target has a role "
                              + role
                              + " already, which would own the schema: name another one under"
                              + " target.schemas if it is somebody else's")
                  .toList());
      if (address.tls().unverified()) {
        decisions.add(ServerDecisions.unverified(address));
      }
      String version = database.text(VERSION);
      boolean has = database.text(HAS_VECTORS).equals("t");
      if (vectors && !has) {
        decisions.add(
            "the target has no pgvector, and vectors move. "
                + ExtensionInstall.of(
                    "vector", ServerBuild.of(database.text(ServerBuild.STATEMENT))));
      }
      String about = "PostgreSQL " + version + (has ? ", with pgvector." : ", without pgvector.");
      return new TargetLook(List.of(about), roles, decisions);
    } catch (SQLException e) {
      if (!MISSING.equals(e.getSQLState())) {
        throw e;
      }
      return new TargetLook(
          List.of(),
          Set.of(),
          List.of(
              ServerMessage.of(e)
                  + " at the target: make it, `CREATE DATABASE "
                  + Sql.identifier(address.database())
                  + ";`"));
    }
  }
}
