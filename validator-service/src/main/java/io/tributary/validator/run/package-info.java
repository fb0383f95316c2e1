/** What passes and verifications share: sessions to both ends, attempts, pace and reports. */
@NullMarked
package io.tributary.validator.run;

import org.jspecify.annotations.NullMarked;
