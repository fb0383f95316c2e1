/** What passes and verifications share: sessions to both ends, attempts, pace and reports. */
package io.tributary.validator.run;
