/**
 * Encrypted connections: keys and certificates in PEM files, refusals, and addresses that need no
 * encryption.
 */
@NullMarked
package io.tributary.common.tls;

import org.jspecify.annotations.NullMarked;
