/**
 * What the configuration of a service lets migration files name on the machines of the services.
 */
@NullMarked
package io.tributary.common.grant;

import org.jspecify.annotations.NullMarked;
