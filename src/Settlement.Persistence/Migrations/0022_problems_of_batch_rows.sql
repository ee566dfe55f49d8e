-- Why a row of a batch was refused is kept in both languages, and read in that of whoever asks. Rows of before keep the one they have.
ALTER TABLE filing_batch_row
    ADD problem_pointer varchar(100),
    ADD problem_detail_english varchar(500);
