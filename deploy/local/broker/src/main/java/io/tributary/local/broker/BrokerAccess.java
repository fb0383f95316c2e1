package io.tributary.local.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Gives a running broker the access control lists of our principals, and takes away others that
 * they have, as of a former version. Blocking.
 *
 * @param client how the broker's own principal reaches it
 */
record BrokerAccess(Map<String, Object> client) {
  private static final long LIMIT_SECONDS = 60;

  /**
   * Returns when the broker has them.
   *
   * @throws BrokerStartException when it does not take them
   */
  void grant(Set<AclBinding> wanted) {
    Set<String> ours =
        Stream.of(ServicePrincipal.values()).map(AclList::userOf).collect(Collectors.toSet());
    try (Admin admin = Admin.create(client)) {
      Set<AclBinding> there =
          admin
              .describeAcls(AclBindingFilter.ANY)
              .values()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS)
              .stream()
              .filter(binding -> ours.contains(binding.entry().principal()))
              .collect(Collectors.toSet());
      admin.createAcls(without(wanted, there)).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      List<AclBindingFilter> gone =
          without(there, wanted).stream().map(AclBinding::toFilter).toList();
      admin.deleteAcls(gone).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BrokerStartException("The broker did not take its access control lists: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerStartException("Interrupted while the broker got its access control lists.");
    }
  }

  private static Set<AclBinding> without(Set<AclBinding> all, Set<AclBinding> others) {
    Set<AclBinding> rest = new HashSet<>(all);
    rest.removeAll(others);
    return rest;
  }
}
