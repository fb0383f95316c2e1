/** Checks reports of cutovers and rollbacks, by their signature and by the databases. */
@NullMarked
package io.tributary.local.evidence;

import org.jspecify.annotations.NullMarked;
