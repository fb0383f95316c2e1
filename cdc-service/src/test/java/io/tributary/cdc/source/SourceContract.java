package io.tributary.cdc.source;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** What every kind of source does, subject by subject. */
public abstract class SourceContract
    implements OpeningContract,
        FenceContract,
        RemovalContract,
        RestartContract,
        RestContract,
        LagContract,
        DiskContract {
  protected final TargetEnd target = new TargetEnd();

  @Override
  public TargetEnd target() {
    return target;
  }

  @AfterEach
  void removeTarget() throws SQLException {
    target.close();
  }
}
