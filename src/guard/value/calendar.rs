//! Days, dates and times of the day.

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Senin.
    Monday,
    /// Selasa.
    Tuesday,
    /// Rabu.
    Wednesday,
    /// Kamis.
    Thursday,
    /// Jumat.
    Friday,
    /// Sabtu.
    Saturday,
    /// Minggu or Ahad.
    Sunday,
}

impl Weekday {
    /// The English name.
    pub fn english(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }
}

/// A calendar date, of which a text may name only a part. The month is 1 to
/// 12, the day 1 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, where the text names one.
    pub year: Option<u16>,
    /// The month.
    pub month: u8,
    /// The day of the month, where the text names one.
    pub day: Option<u8>,
    /// The day of the week that stands beside it.
    pub weekday: Option<Weekday>,
}

impl Date {
    /// A date that the calendar has, or none. Without a year 29 February
    /// counts as one.
    pub fn new(year: Option<u16>, month: u64, day: u64) -> Option<Date> {
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        let day = u8::try_from(day).ok().filter(|day| *day >= 1)?;
        (day <= days_in(month, year)).then_some(Date {
            year,
            month,
            day: Some(day),
            weekday: None,
        })
    }

    /// The same date with day and month exchanged, where that is a date.
    pub fn swapped(self) -> Option<Date> {
        let day = self.day?;
        Date::new(self.year, u64::from(day), u64::from(self.month))
    }

    /// The date without its day of the week.
    pub fn bare(self) -> Date {
        Date {
            weekday: None,
            ..self
        }
    }

    /// The day of the week that the calendar gives it.
    pub fn calendar_weekday(self) -> Option<Weekday> {
        const FROM_THURSDAY: [Weekday; 7] = [
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
        ];
        let days = self.day_number()?;
        let weekday = usize::try_from(days.rem_euclid(7)).ok()?;
        Some(FROM_THURSDAY[weekday])
    }

    /// Days since 1 January 1970, which was a Thursday; none unless the date
    /// is complete.
    pub fn day_number(self) -> Option<i64> {
        // The year begins in March here, so that a leap day is its last day
        // (Howard Hinnant, "chrono-compatible low-level date algorithms").
        let month = i64::from(self.month);
        let year = i64::from(self.year?) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day?) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(era * 146_097 + day_of_era - 719_468)
    }
}

fn days_in(month: u8, year: Option<u16>) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_some_and(|year| !is_leap(year)) => 28,
        2 => 29,
        _ => 31,
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// A time zone that Indonesian news names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Western Indonesia Time, UTC+7.
    Wib,
    /// Central Indonesia Time, UTC+8.
    Wita,
    /// Eastern Indonesia Time, UTC+9.
    Wit,
    /// Coordinated Universal Time, also written GMT.
    Utc,
}

impl Zone {
    /// Hours ahead of Coordinated Universal Time.
    pub fn hours_ahead(self) -> u32 {
        match self {
            Zone::Wib => 7,
            Zone::Wita => 8,
            Zone::Wit => 9,
            Zone::Utc => 0,
        }
    }
}

/// Whether a text says which half of the day a time is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HalfOfDay {
    /// It does: 14.30, 9 p.m., 09.30 WIB.
    Stated,
    /// It does not: "at 9:30".
    Open,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Seconds since midnight.
    pub seconds: u32,
    /// Whether morning or afternoon is certain.
    pub half: HalfOfDay,
    /// The zone beside it.
    pub zone: Option<Zone>,
}

/// Half a day in seconds.
pub const HALF_DAY: u32 = 12 * 60 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u64, day: u64) -> Date {
        Date::new(Some(year), month, day).expect("a date")
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        for (date, weekday) in [
            (date(1970, 1, 1), Weekday::Thursday),
            (date(2022, 1, 5), Weekday::Wednesday),
            (date(2024, 2, 29), Weekday::Thursday),
            (date(1945, 8, 17), Weekday::Friday),
            (date(2000, 3, 1), Weekday::Wednesday),
        ] {
            assert_eq!(date.calendar_weekday(), Some(weekday), "{date:?}");
        }
    }

    #[test]
    fn a_date_that_the_calendar_lacks_is_none() {
        assert_eq!(Date::new(None, 13, 1), None);
        assert_eq!(Date::new(None, 4, 31), None);
        assert_eq!(Date::new(Some(2023), 2, 29), None);
        assert!(Date::new(None, 2, 29).is_some());
        assert_eq!(Date::new(None, 1, 0), None);
    }

    #[test]
    fn only_days_that_are_months_swap() {
        assert_eq!(date(2022, 1, 5).swapped(), Some(date(2022, 5, 1)));
        assert_eq!(date(2022, 1, 13).swapped(), None);
    }
}
