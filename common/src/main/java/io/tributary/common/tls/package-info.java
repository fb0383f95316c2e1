/** Encrypted connections to databases: keys and certificates in PEM files, and refusals. */
@NullMarked
package io.tributary.common.tls;

import org.jspecify.annotations.NullMarked;
