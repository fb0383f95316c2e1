/** The report of a change of sides as it is signed: its bytes, the signature, the key. */
@NullMarked
package io.tributary.common.evidence;

import org.jspecify.annotations.NullMarked;
